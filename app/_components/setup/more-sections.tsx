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
  const error = useLab((s) => (s.status === 'error' ? s.error : null));
  const faulty = sectionOfField(error?.field ?? null);
  const open = useStore(openSections, (s) => s.ids);

  // A setting that can't be run shows itself, wherever it is.
  useEffect(() => {
    if (error === null) return;
    const id = sectionOfField(error.field);
    const { ids } = openSections.get();
    if (id !== null && !ids.includes(id)) openSections.set({ ids: [...ids, id] });
  }, [error]);

  const section = (id: SectionId, title: string, now: ReactNode, content: ReactNode) => (
    <Section key={id} id={id} title={title} now={now} faulty={faulty === id}>
      {content}
    </Section>
  );
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
      {section('period', 'Period', <PeriodNow />, <PeriodSection />)}
      {section('benchmark', 'Benchmark', <BenchmarkNow />, <BenchmarkSection />)}
      {section(
        'protection',
        'Protection',
        <Now text={protectionText} />,
        <SectionGrid section="protection" />,
      )}
      {section('account', 'Account', <Now text={accountText} />, <AccountFields />)}
      {section('execution', 'Further costs', <Now text={executionText} />, <ExecutionFields />)}
      {section('carry', 'Margin and carry', <Now text={carryText} />, <CarryFields />)}
      {section(
        'venue',
        'Venue',
        <Now text={venueText} />,
        <SectionGrid section="account" keys={['minNotional', 'lot', 'tick', 'fill']} />,
      )}
      {section(
        'statistics',
        'Statistics and seed',
        <Now text={statisticsText} />,
        <StatisticsFields />,
      )}
    </Accordion>
  );
}

/** What stands beside the names may come a moment after the change: the run is not kept waiting for it. */
const useSettledConfig = (): RunConfigInput => useDeferredValue(useLab((s) => s.setup.config));

function Now({ text }: { text: (config: RunConfigInput) => string }) {
  return text(useSettledConfig());
}

function PeriodNow() {
  return periodText(periodOf(useSettledConfig()), useDataFacts());
}

function BenchmarkNow() {
  return benchmarkText(useSettledConfig().statistics?.benchmark, useDataSets().sets);
}

function statisticsText({ statistics, seed }: RunConfigInput): string {
  const periods = statistics?.periodsPerYear ?? null;
  return `${periods === null ? 'inferred' : `×${formatNumber(periods, 0)}`} · ${seed ?? 7}`;
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
  now: ReactNode;
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

/** A setting of the account as it is in force. */
const useAccountValue = (key: string) =>
  useLab((s) => sectionValueOf(s.setup.config, 'account', key));

function AccountFields() {
  const strict = useAccountValue('strictCash') === true;
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

function ExecutionFields() {
  const grows = useAccountValue('slippageModel') === 'volatility';
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

function CarryFields() {
  const strict = useAccountValue('strictCash') === true;
  const funding = useAccountValue('funding');
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
