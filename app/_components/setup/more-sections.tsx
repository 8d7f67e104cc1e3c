import { Accordion } from '@mantine/core';
import { type ReactNode, useDeferredValue, useEffect } from 'react';
import { formatNumber } from '../../../lib/analytics/views/format';
import type { RunConfigInput } from '../../../lib/backtest/run-config.schema';
import { createStore, useStore } from '../../_hooks/external-store';
import { useDataSets } from '../../_hooks/use-data-sets';
import { useLab } from '../../_hooks/use-lab';
import { BenchmarkSection, benchmarkText } from './benchmark-section';
import { FundingRates } from './funding-rates';
import { periodOf } from './period-choices';
import { PeriodSection, periodText } from './period-section';
import { sectionValueOf } from './section-fields';
import { SectionGrid } from './section-grid';
import { SectionReset } from './section-reset';
import { accountText, carryText, executionText, protectionText, venueText } from './section-text';
import classes from './setup.module.css';
import { type SectionId, sectionOfField } from './setup-sections';
import { StatisticsFields } from './statistics-fields';
import { useDataFacts } from './use-data-facts';

/** Sections that are open; they stay so while the panel or its drawer is closed. */
const openSections = createStore<{ readonly ids: readonly string[] }>({ ids: [] });

/** Settings that are seldom touched, each with what is set now beside its name. */
export function MoreSections() {
  // What stands beside the names may come a moment after the change: the run is not kept waiting for it.
  const config = useDeferredValue(useLab((s) => s.setup.config));
  const error = useLab((s) => (s.status === 'error' ? s.error : null));
  const faulty = sectionOfField(error?.field ?? null);
  const data = useDataFacts();
  const { sets } = useDataSets();
  const open = useStore(openSections, (s) => s.ids);

  // A setting that can't be run shows itself, wherever it is.
  useEffect(() => {
    if (error === null) return;
    const id = sectionOfField(error.field);
    const { ids } = openSections.get();
    if (id !== null && !ids.includes(id)) openSections.set({ ids: [...ids, id] });
  }, [error]);

  const section = (id: SectionId, title: string, now: string, content: ReactNode) => (
    <Section key={id} id={id} title={title} now={now} faulty={faulty === id}>
      {content}
    </Section>
  );
  const periods = config.statistics?.periodsPerYear ?? null;
  return (
    <Accordion
      multiple
      value={[...open]}
      onChange={(ids) => openSections.set({ ids })}
      keepMounted={false}
      order={2}
      chevronPosition="left"
      chevronSize={14}
      classNames={{
        control: classes.accordionControl ?? '',
        label: classes.accordionLabel ?? '',
        content: classes.accordionContent ?? '',
      }}
    >
      {section('period', 'Period', periodText(periodOf(config), data), <PeriodSection />)}
      {section(
        'benchmark',
        'Benchmark',
        benchmarkText(config.statistics?.benchmark, sets),
        <BenchmarkSection />,
      )}
      {section(
        'protection',
        'Protection',
        protectionText(config),
        <SectionGrid section="protection" />,
      )}
      {section('account', 'Account', accountText(config), <AccountFields config={config} />)}
      {section(
        'execution',
        'Further costs',
        executionText(config),
        <ExecutionFields config={config} />,
      )}
      {section('carry', 'Margin and carry', carryText(config), <CarryFields config={config} />)}
      {section(
        'venue',
        'Venue',
        venueText(config),
        <SectionGrid section="account" keys={['minNotional', 'lot', 'tick', 'fill']} />,
      )}
      {section(
        'statistics',
        'Statistics and seed',
        `${periods === null ? 'inferred' : `×${formatNumber(periods, 0)}`} · ${config.seed ?? 7}`,
        <StatisticsFields />,
      )}
    </Accordion>
  );
}

function Section({
  id,
  title,
  now,
  faulty,
  children,
}: {
  id: SectionId;
  title: string;
  now: string;
  faulty: boolean;
  children: ReactNode;
}) {
  return (
    <Accordion.Item value={id}>
      <Accordion.Control data-faulty={faulty || undefined}>
        {title}
        <span>{faulty ? 'check this' : now}</span>
      </Accordion.Control>
      <Accordion.Panel>
        {children}
        <SectionReset id={id} title={title} />
      </Accordion.Panel>
    </Accordion.Item>
  );
}

function AccountFields({ config }: { config: RunConfigInput }) {
  const strict = sectionValueOf(config, 'account', 'strictCash') === true;
  return (
    <>
      <SectionGrid section="account" keys={['capital', 'maxLeverage', 'strictCash']} />
      {strict && (
        <div className={classes.hint}>
          Only what is paid for is held: leverage above 1×, shorts and loans don’t happen.
        </div>
      )}
    </>
  );
}

function ExecutionFields({ config }: { config: RunConfigInput }) {
  const grows = sectionValueOf(config, 'account', 'slippageModel') === 'volatility';
  return (
    <SectionGrid
      section="account"
      keys={[
        'slippageModel',
        ...(grows ? ['slippageExponent'] : []),
        'participation',
        'halfSpreadBps',
        'makerFeeBps',
        'feeFixed',
      ]}
    />
  );
}

function CarryFields({ config }: { config: RunConfigInput }) {
  const strict = sectionValueOf(config, 'account', 'strictCash') === true;
  const funding = sectionValueOf(config, 'account', 'funding');
  return (
    <>
      {strict ? (
        <div className={classes.hint}>
          With strict cash nothing is borrowed, so margin and interest never apply.
        </div>
      ) : (
        <SectionGrid section="account" keys={['maintenance', 'borrowShort', 'borrowCash']} />
      )}
      <SectionGrid
        section="account"
        keys={['funding', ...(funding === 'constant' ? ['fundingRate'] : [])]}
      />
      {funding === 'series' && <FundingRates />}
    </>
  );
}
