import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { RunComparison } from '../../../../lib/analytics/views/compare/compare-runs';
import type { ComparedSetting } from '../../../../lib/analytics/views/compare/compared-settings';
import { formatCount, noValueText } from '../../../../lib/analytics/views/format';
import classes from './compare.module.css';
import { type ComparedRun, recomputed } from './compared-run';
import { ComparedTable, type TableRow } from './compared-table';

/** Settings that differ; those all runs share are shown on request. */
export function ComparedSettings(props: {
  readonly runs: readonly ComparedRun[];
  readonly comparison: RunComparison;
}) {
  const { runs, comparison } = props;
  const [all, setAll] = useState(false);
  const { differing, same } = useMemo(() => {
    const places = recomputed(runs).map(({ place }) => place);
    const rowOf = (setting: ComparedSetting): TableRow => ({
      key: `${setting.group} ${setting.path}`,
      label: setting.label,
      help: setting.group,
      cells: runs.map(({ run }, i) => {
        const at = places.indexOf(i);
        const kept = setting.path === 'data' ? run.dataName : noValueText;
        return {
          text: at < 0 ? kept : (setting.values[at] ?? noValueText),
          tone: 'plain',
          reason: null,
          best: false,
        };
      }),
    });
    return {
      differing: comparison.settings.filter(({ differs }) => differs).map(rowOf),
      same: comparison.settings.filter(({ differs }) => !differs).map(rowOf),
    };
  }, [runs, comparison]);
  if (comparison.settings.length === 0) return null;
  return (
    <section className={classes.card} aria-labelledby="compare-settings">
      <h2 id="compare-settings">What differs</h2>
      {differing.length === 0 ? (
        <p className={classes.none}>All settings are the same.</p>
      ) : (
        <ComparedTable runs={runs} groups={[{ title: '', rows: differing }]} name="What differs" />
      )}
      {same.length > 0 && (
        <div className={classes.more}>
          <Button
            size="compact-sm"
            variant="subtle"
            aria-expanded={all}
            onClick={() => setAll(!all)}
          >
            {all ? 'Hide' : 'Show'} {formatCount(same.length)} settings that are the same
          </Button>
        </div>
      )}
      {all && (
        <ComparedTable
          runs={runs}
          groups={[{ title: '', rows: same }]}
          name="The same in all runs"
        />
      )}
    </section>
  );
}
