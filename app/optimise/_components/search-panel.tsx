import { Button, Select } from '@mantine/core';
import { IconArrowsExchange } from '@tabler/icons-react';
import Link from 'next/link';
import { dayOf } from '../../../lib/analytics/views/day-field';
import { formatCount } from '../../../lib/analytics/views/format';
import { intervalLabel } from '../../../lib/analytics/views/interval-label';
import { strategyListings } from '../../../lib/strategies/catalogue.schema';
import type { SweepObjective } from '../../../workers/sweep.client';
import { periodOf, splitAfter } from '../../_components/setup/period-choices';
import { periodText } from '../../_components/setup/period-section';
import form from '../../_components/setup/setup.module.css';
import { useDataFacts } from '../../_components/setup/use-data-facts';
import { changeConfig } from '../../_hooks/lab-actions';
import { useLab } from '../../_hooks/use-lab';
import { setPlan } from '../_hooks/sweep-store';
import { AxisField } from './axis-field';
import { objectiveIds, objectives } from './objectives';
import shared from './optimise.module.css';
import classes from './search-panel.module.css';
import { SweepFooter } from './sweep-footer';
import type { SweepPlan } from './sweep-plan';
import type { Search } from './use-search';

/** What is searched: the lab's setup, one or two settings with their ranges, and what they are ranked by. */
export function SearchPanel({ search }: { search: Search }) {
  const { plan, settings, setup, across, up, cells, problem } = search;
  const strategyId = setup.config.strategy.id;
  const change = (patch: Partial<SweepPlan>): void => {
    if (plan !== null) setPlan(strategyId, { ...plan, ...patch });
  };
  return (
    <div className={classes.search}>
      <div className={classes.searchScroll}>
        <Base />
        <section className={form.section} aria-labelledby="space">
          <div className={`${form.heading} ${classes.heading}`}>
            <h2 id="space">Settings</h2>
            {plan?.up != null && (
              <Button
                size="compact-xs"
                variant="subtle"
                color="gray"
                className={shared.touch ?? ''}
                leftSection={<IconArrowsExchange size={13} aria-hidden="true" />}
                onClick={() => plan.up !== null && change({ across: plan.up, up: plan.across })}
              >
                Swap
              </Button>
            )}
          </div>
          {plan === null ? (
            <p className={form.hint}>This strategy has no number to vary.</p>
          ) : (
            <>
              <AxisField
                label={plan.up === null ? 'Setting' : 'Across'}
                plan={plan.across}
                settings={settings}
                config={setup.config}
                taken={plan.up?.path ?? null}
                result={across}
                onChange={(axis) => axis !== null && change({ across: axis })}
              />
              <AxisField
                label="Up"
                plan={plan.up}
                settings={settings}
                config={setup.config}
                taken={plan.across.path}
                optional
                result={up}
                onChange={(axis) => change({ up: axis })}
              />
            </>
          )}
          {problem !== null && (
            <div className={form.error} role="alert">
              {formatCount(cells)} cells. {problem}
            </div>
          )}
        </section>
        <section className={form.section} aria-labelledby="objective">
          <div className={form.heading}>
            <h2 id="objective">Ranked by</h2>
          </div>
          <Select
            aria-label="Ranked by"
            data={objectiveIds.map((id) => ({ value: id as string, label: objectives[id].label }))}
            value={plan?.objective ?? 'sharpe'}
            onChange={(id) => id !== null && change({ objective: id as SweepObjective })}
          />
          {plan !== null && <div className={form.hint}>{objectives[plan.objective].help}</div>}
          <SplitNotice />
        </section>
      </div>
      <SweepFooter search={search} />
    </div>
  );
}

/** Strategy and data are those of the lab; they are changed there. */
function Base() {
  const config = useLab((s) => s.setup.config);
  const data = useDataFacts();
  const listing = strategyListings.find(({ id }) => id === config.strategy.id);
  return (
    <section className={form.section} aria-labelledby="base">
      <div className={`${form.heading} ${classes.heading}`}>
        <h2 id="base">Search</h2>
        <Link href="/" className={classes.link}>
          Change in Backtest
        </Link>
      </div>
      <dl className={classes.base}>
        <dt>Strategy</dt>
        <dd>{listing?.label ?? config.strategy.id}</dd>
        <dt>Data</dt>
        <dd>{data === null ? '…' : `${data.name} · ${intervalLabel(data.intervalMs)}`}</dd>
        <dt>Period</dt>
        <dd>{periodText(periodOf(config), data)}</dd>
      </dl>
    </section>
  );
}

/** Which bars decide the ranking, and how to keep some of them back. */
function SplitNotice() {
  const config = useLab((s) => s.setup.config);
  const data = useDataFacts();
  if (data === null) return null;
  const period = periodOf(config);
  const setSplit = (split: number | null): void =>
    changeConfig((c) => ({ ...c, period: { ...c.period, split } }), 'period.split');
  if (period.split !== null) {
    return (
      <div className={classes.notice} data-tone="good">
        Cells are ranked on the part before {dayOf(period.split, data)}; the part after it has not
        been looked at, so a trade still open on that day counts as not closed.{' '}
        <Button
          size="compact-xs"
          variant="subtle"
          className={shared.touch ?? ''}
          onClick={() => setSplit(null)}
        >
          Use all bars
        </Button>
      </div>
    );
  }
  return (
    <div className={classes.notice} data-tone="care">
      Cells are ranked on every bar, so nothing is left to check the winner on. Keep back the last{' '}
      <span className={classes.choices}>
        {[0.7, 0.8].map((share) => (
          <Button
            key={share}
            size="compact-xs"
            className={shared.touch ?? ''}
            onClick={() => setSplit(splitAfter(share, period, data))}
          >
            {Math.round(100 - share * 100)}%
          </Button>
        ))}
      </span>
    </div>
  );
}
