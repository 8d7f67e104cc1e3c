import { Accordion, NumberInput, SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import { formatNumber } from '../../../lib/analytics/views/format';
import { changeConfig } from '../../_hooks/lab-actions';
import { useLab } from '../../_hooks/use-lab';
import { SectionGrid } from './section-grid';
import classes from './setup.module.css';

/** Settings that are seldom touched, each with what is set now beside its name. */
export function MoreSections() {
  const config = useLab((s) => s.setup.config);
  const { protection, account, statistics } = config;
  const stops = [
    protection?.stopLoss ? 'stop-loss' : '',
    protection?.takeProfit ? 'take-profit' : '',
    protection?.timeStopBars ? 'time stop' : '',
  ].filter((name) => name !== '');
  const capital = account?.capital ?? 100_000;
  const periods = statistics?.periodsPerYear ?? null;
  return (
    <Accordion
      multiple
      order={2}
      chevronPosition="left"
      chevronSize={14}
      classNames={{
        control: classes.accordionControl ?? '',
        label: classes.accordionLabel ?? '',
        content: classes.accordionContent ?? '',
      }}
    >
      <Section
        id="protection"
        title="Protection"
        now={stops.length > 0 ? stops.join(', ') : 'none set'}
      >
        <SectionGrid section="protection" />
      </Section>
      <Section
        id="account"
        title="Account"
        now={`${formatNumber(capital, 0)}, ${account?.maxLeverage ?? 1}×`}
      >
        <SectionGrid section="account" keys={['capital', 'maxLeverage']} />
      </Section>
      <Section
        id="venue"
        title="Venue and further costs"
        now={account?.fill === 'close' ? 'comparison fills' : ''}
      >
        <SectionGrid
          section="account"
          keys={['makerFeeBps', 'halfSpreadBps', 'feeFixed', 'minNotional', 'lot', 'tick', 'fill']}
        />
      </Section>
      <Section
        id="statistics"
        title="Statistics and seed"
        now={`${periods === null ? 'inferred' : `×${periods}`} · ${config.seed ?? 7}`}
      >
        <StatisticsFields />
      </Section>
    </Accordion>
  );
}

function Section({
  id,
  title,
  now,
  children,
}: {
  id: string;
  title: string;
  now: string;
  children: ReactNode;
}) {
  return (
    <Accordion.Item value={id}>
      <Accordion.Control>
        {title}
        <span>{now}</span>
      </Accordion.Control>
      <Accordion.Panel>{children}</Accordion.Panel>
    </Accordion.Item>
  );
}

function StatisticsFields() {
  const statistics = useLab((s) => s.setup.config.statistics);
  const seed = useLab((s) => s.setup.config.seed) ?? 7;
  return (
    <>
      <SegmentedControl
        fullWidth
        aria-label="Returns measured"
        value={statistics?.basis ?? 'auto'}
        onChange={(basis) =>
          changeConfig((c) => ({ ...c, statistics: { ...c.statistics, basis } }), 'basis')
        }
        data={[
          { value: 'auto', label: 'Auto' },
          { value: 'daily', label: 'Daily' },
          { value: 'bar', label: 'Per bar' },
        ]}
      />
      <div className={classes.pair}>
        <NumberInput
          label="Periods a year"
          placeholder="inferred"
          value={statistics?.periodsPerYear ?? ''}
          min={1}
          max={1e7}
          hideControls
          thousandSeparator=","
          onChange={(value) => {
            const periodsPerYear = typeof value === 'number' && value > 0 ? value : null;
            changeConfig(
              (c) => ({ ...c, statistics: { ...c.statistics, periodsPerYear } }),
              'periodsPerYear',
            );
          }}
        />
        <NumberInput
          label="Seed"
          value={seed}
          min={0}
          max={4294967295}
          allowDecimal={false}
          allowNegative={false}
          hideControls
          clampBehavior="strict"
          onChange={(value) => {
            if (typeof value === 'number') changeConfig((c) => ({ ...c, seed: value }), 'seed');
          }}
        />
      </div>
      <div className={classes.hint}>Empty periods are inferred from the bars and shown below.</div>
    </>
  );
}
