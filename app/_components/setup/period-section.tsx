import { Button, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { dayOf } from '../../../lib/analytics/views/day-field';
import { formatCount } from '../../../lib/analytics/views/format';
import { formatZone } from '../../../lib/analytics/views/format-date';
import { changeConfig } from '../../_hooks/lab-actions';
import { useLab } from '../../_hooks/use-lab';
import { HelpTip } from './help-tip';
import {
  lastYears,
  type Period,
  type PeriodData,
  periodDays,
  periodOf,
  periodProblem,
  splitAfter,
  splitCounts,
  timeOfDay,
  wholePeriod,
} from './period-choices';
import classes from './setup.module.css';
import { useDataFacts } from './use-data-facts';

function setPeriod(patch: Partial<Period>, what: string): void {
  changeConfig(
    (config) => ({ ...config, period: { ...config.period, ...patch } }),
    `period.${what}`,
  );
}

/** Which bars are measured, and where the part that searches may not see begins. */
export function PeriodSection() {
  const data = useDataFacts();
  const chosen = useLab((s) => s.setup.config.period);
  const fault = useLab((s) => s.error);
  if (data === null) return <div className={classes.hint}>Known once the data were read.</div>;
  const period = periodOf({ period: chosen });
  const days = periodDays(period, data);
  const problem = periodProblem(period, data);
  const errorOf = (field: keyof Period): string | undefined =>
    problem?.field === field
      ? problem.message
      : problem === null && fault?.field === `period.${field}`
        ? fault.message
        : undefined;
  const counts = problem === null ? splitCounts(period, data) : null;
  const first = dayOf(data.firstTime, data);
  const last = dayOf(data.lastTime, data);
  return (
    <>
      <div className={classes.hint}>
        The data: {first} to {last}, {formatZone(data.timeZone)}.
      </div>
      <QuickChoices
        label="Period"
        choices={[
          { label: 'All', chosen: period.from === null && period.to === null, patch: wholeSpan },
          ...[5, 1].map((years) => {
            const from = lastYears(years, data);
            return {
              label: years === 1 ? 'Last year' : `Last ${years} years`,
              chosen: period.to === null && period.from === from,
              patch: { from, to: null },
            };
          }),
        ]}
      />
      <div className={classes.pair}>
        <DayField
          field="from"
          label="First day"
          help="Nothing is decided before it; indicators are warm from all bars before it. Empty is from the start."
          day={days.from}
          data={data}
          error={errorOf('from')}
        />
        <DayField
          field="to"
          label="Last day"
          help="This day is included, what follows is left out. Empty is to the end."
          day={days.to}
          data={data}
          error={errorOf('to')}
        />
      </div>
      <DayField
        field="split"
        label="Out of sample from"
        help="Figures are given for both parts, and searches see the part before this day only. Empty is no split."
        day={days.split}
        data={data}
        error={errorOf('split')}
      />
      <QuickChoices
        label="Split"
        choices={[
          { label: 'No split', chosen: period.split === null, patch: { split: null } },
          ...[0.7, 0.8].map((share) => {
            const split = splitAfter(share, period, data);
            return {
              label: `${Math.round(share * 100)}/${Math.round(100 - share * 100)}`,
              chosen: period.split !== null && period.split === split,
              patch: { split },
            };
          }),
        ]}
      />
      {counts !== null && (
        <div className={classes.hint}>
          {formatCount(counts.inSample)} bars in sample, {formatCount(counts.outOfSample)} out of
          sample.
        </div>
      )}
    </>
  );
}

const wholeSpan: Partial<Period> = { from: wholePeriod.from, to: wholePeriod.to };

/** The period in a few words, beside the section's name. */
export function periodText(period: Period, data: PeriodData | null): string {
  const { from, to, split } = period;
  if (from === null && to === null && split === null) return 'all bars';
  if (data === null) return 'chosen';
  const days = periodDays(period, data);
  const span =
    from === null && to === null
      ? 'all bars'
      : to === null
        ? `from ${days.from}`
        : from === null
          ? `to ${days.to}`
          : `${days.from} to ${days.to}`;
  return split === null
    ? span
    : from === null && to === null
      ? `split ${days.split}`
      : `${span}, split`;
}

function QuickChoices({
  label,
  choices,
}: {
  label: string;
  choices: readonly {
    readonly label: string;
    readonly chosen: boolean;
    readonly patch: Partial<Period>;
  }[];
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset brings a frame and a legend that nothing here needs
    <div role="group" aria-label={label} className={classes.chips}>
      {choices.map(({ label: name, chosen, patch }) => (
        <Button
          key={name}
          size="compact-xs"
          className={classes.chip ?? ''}
          variant={chosen ? 'light' : 'default'}
          aria-pressed={chosen}
          onClick={() => setPeriod(patch, name)}
        >
          {name}
        </Button>
      ))}
    </div>
  );
}

/** A day in the data set's zone. What is typed is taken once it lies within the data; until then it says why not. */
function DayField({
  field,
  label,
  help,
  day,
  data,
  error,
}: {
  field: keyof Period;
  label: string;
  help: string;
  day: string;
  data: PeriodData & { readonly mayGoOn: boolean };
  error: string | undefined;
}) {
  const [draft, setDraft] = useState(day);
  useEffect(() => setDraft(day), [day]);
  const first = dayOf(data.firstTime, data);
  const last = dayOf(data.lastTime, data);
  const isBeyond = (date: string): boolean =>
    date !== '' && (date < first || (date > last && !data.mayGoOn));
  const isOutside = draft !== day && isBeyond(draft);
  return (
    <TextInput
      type="date"
      label={
        <HelpTip help={help}>
          <span>{label}</span>
        </HelpTip>
      }
      aria-description={help}
      value={draft}
      min={first}
      {...(data.mayGoOn ? {} : { max: last })}
      onChange={(event) => {
        const next = event.currentTarget.value;
        setDraft(next);
        if (isBeyond(next)) return;
        setPeriod({ [field]: timeOfDay(field, next, data) }, field);
      }}
      error={isOutside ? `The data: ${first} to ${last}` : error}
    />
  );
}
