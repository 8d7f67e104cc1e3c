import { useMemo } from 'react';
import { Line, ReferenceLine } from 'recharts';
import { axisScale } from '../../../lib/analytics/views/charts/axis-scale';
import { lossChart } from '../../../lib/analytics/views/models/loss-chart';
import type { EpochLoss } from '../../../workers/models.api';
import { ChartCard } from '../../_components/analysis/chart-card';
import { colorVar, seriesLooks } from '../../_components/analysis/chart-looks';
import { type ChartRow, Plot } from '../../_components/analysis/plot';
import { LegendLine } from '../../_components/charts/legend';

const looks = { training: seriesLooks[0]!, validation: seriesLooks[1]! };
const mostTicks = 10;

/** Loss by epoch, as it falls. */
export function LossCard(props: {
  readonly losses: readonly EpochLoss[];
  readonly bestEpoch: number | null;
  /** Epochs the axis has room for. */
  readonly epochs: number;
}) {
  const { losses, bestEpoch, epochs } = props;
  const view = useMemo(() => lossChart(losses, bestEpoch), [losses, bestEpoch]);
  const scale = useMemo(
    () => axisScale(losses.flatMap(({ training, validation }) => [training, validation])),
    [losses],
  );
  const x = useMemo(() => {
    const last = Math.max(2, epochs);
    const step = Math.max(1, Math.ceil(last / mostTicks));
    const ticks = Array.from({ length: Math.floor((last - 1) / step) + 1 }, (_, k) => 1 + k * step);
    return {
      kind: 'scale' as const,
      at: (row: ChartRow) => Number(row[0]),
      domain: [1, last] as const,
      ticks: ticks.map((value) => ({ value, text: String(value) })),
    };
  }, [epochs]);
  return (
    <ChartCard
      wide
      title="Loss"
      unit="of the scaled target · epoch"
      help="How far its predictions miss. Training falls as it learns; where the part kept beside it stops falling, it has begun to learn by heart, and training stops."
      view={view}
      fileName="training-loss"
      legend={
        <>
          <LegendLine look={looks.training} label="Training" />
          <LegendLine look={looks.validation} label="Beside it" />
        </>
      }
    >
      {(pointing) => (
        <Plot {...pointing} rows={view.table.rows} x={x} y={{ unit: 'ratio', scale }} height={220}>
          {(['training', 'validation'] as const).map((name, k) => (
            <Line
              key={name}
              dataKey={(row: ChartRow) => row[k + 1] as number}
              stroke={colorVar(looks[name].color)}
              strokeWidth={looks[name].width}
              {...(looks[name].dash === undefined ? {} : { strokeDasharray: looks[name].dash })}
              dot={losses.length < 3}
              activeDot={false}
              isAnimationActive={false}
            />
          ))}
          {bestEpoch !== null && (
            <ReferenceLine
              x={bestEpoch}
              stroke="var(--text)"
              strokeDasharray="6 3"
              label={{
                value: 'Best',
                position: 2 * bestEpoch > epochs ? 'insideTopRight' : 'insideTopLeft',
                fontSize: 11,
                fill: 'var(--dim)',
              }}
            />
          )}
        </Plot>
      )}
    </ChartCard>
  );
}
