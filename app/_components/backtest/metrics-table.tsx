import { Switch, Tooltip } from '@mantine/core';
import { Fragment, useMemo, useState } from 'react';
import type { RunResult } from '../../../lib/analytics/run-result';
import { benchmarkWord } from '../../../lib/analytics/views/kpi-strip';
import {
  type MetricsRow,
  metricsTable,
  type PartValue,
} from '../../../lib/analytics/views/metrics-table';
import { sampleTitles } from '../../../lib/analytics/views/sample-titles';
import shared from './backtest.module.css';
import table from './metrics-table.module.css';

/** Every figure of the run with its benchmark's beside it, and of both samples where there is a split; no value comes with its reason. */
export function MetricsTable({ result }: { result: RunResult }) {
  const groups = useMemo(() => metricsTable(result), [result]);
  const [explained, setExplained] = useState(false);
  const hold = benchmarkWord(result);
  return (
    <>
      <div className={table.tools}>
        <Switch
          label="Explain every figure"
          checked={explained}
          onChange={(event) => setExplained(event.currentTarget.checked)}
        />
      </div>
      {result.samples === null ? (
        <div className={table.metrics}>
          {groups.map(({ title, rows }) => (
            <section key={title} className={shared.metricGroup}>
              <h3>{title}</h3>
              <dl>
                {rows.map((row) => (
                  <Fragment key={row.id}>
                    <div className={shared.metricRow}>
                      <Explained row={row}>
                        <dt>{row.label}</dt>
                      </Explained>
                      <dd className={toneClass(row)}>
                        {row.value}
                        {row.reason !== null && <small data-reason>{row.reason}</small>}
                        {row.benchmark !== '' && (
                          <small>
                            {hold} {row.benchmark}
                            {row.benchmarkReason !== null && `, ${row.benchmarkReason}`}
                          </small>
                        )}
                      </dd>
                    </div>
                    {explained && <Explanation row={row} />}
                  </Fragment>
                ))}
              </dl>
            </section>
          ))}
        </div>
      ) : (
        <SampleTable result={result} groups={groups} explained={explained} />
      )}
    </>
  );
}

/** Whole, in sample and out of sample beside each other. */
function SampleTable(props: {
  readonly result: RunResult;
  readonly groups: ReturnType<typeof metricsTable>;
  readonly explained: boolean;
}) {
  const { result, groups, explained } = props;
  const titles = useMemo(() => sampleTitles(result), [result]);
  return (
    <table className={table.samples} aria-label="Figures of the whole run and of both samples">
      <thead>
        <tr>
          <th scope="col">Figure</th>
          {titles.map(({ title, span }) => (
            <th key={title} scope="col">
              {title}
              <small>{span}</small>
            </th>
          ))}
          <th scope="col">
            {result.benchmarkLabel}
            <small>whole</small>
          </th>
        </tr>
      </thead>
      {groups.map(({ title, rows }) => (
        <tbody key={title}>
          <tr>
            <th colSpan={5} scope="rowgroup" className={table.group}>
              {title}
            </th>
          </tr>
          {rows.map((row) => (
            <Fragment key={row.id}>
              <tr>
                <Explained row={row}>
                  <th scope="row">{row.label}</th>
                </Explained>
                <Part part={row} label={titles[0].title} />
                <Part part={row.samples?.inSample ?? null} label={titles[1].title} />
                <Part part={row.samples?.outOfSample ?? null} label={titles[2].title} />
                <td data-label={result.benchmarkLabel}>
                  {row.benchmark}
                  {row.benchmarkReason !== null && <small>{row.benchmarkReason}</small>}
                </td>
              </tr>
              {explained && (
                <tr>
                  <td colSpan={5} className={table.explanation}>
                    <Words row={row} />
                  </td>
                </tr>
              )}
            </Fragment>
          ))}
        </tbody>
      ))}
    </table>
  );
}

const toneClass = ({ tone }: PartValue): string | undefined =>
  tone === 'up' || tone === 'down' ? tone : undefined;

/** Figures of the run as a whole alone leave both samples empty. */
function Part({ part, label }: { part: PartValue | null; label: string }) {
  if (part === null) return <td />;
  return (
    <td data-label={label} className={toneClass(part)}>
      {part.value}
      {part.reason !== null && <small>{part.reason}</small>}
    </td>
  );
}

function Explained({ row, children }: { row: MetricsRow; children: React.ReactElement }) {
  return (
    <Tooltip label={<Words row={row} />} multiline w={320} position="top-start">
      {children}
    </Tooltip>
  );
}

function Explanation({ row }: { row: MetricsRow }) {
  return (
    <div className={table.explanation}>
      <Words row={row} />
    </div>
  );
}

function Words({ row: { help, formula, source } }: { row: MetricsRow }) {
  return (
    <>
      {help} {formula}
      {source === '' ? null : ` (${source})`}
    </>
  );
}
