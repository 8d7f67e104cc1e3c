import { Button, HoverCard, Text } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { formatCount, formatPercent, formatRatio } from '../../../lib/analytics/views/format';
import { type SweepRun, useSweep } from '../_hooks/sweep-store';
import { cellName } from './cells-table';
import { objectives } from './objectives';
import { medianOf, stabilityOf } from './stability';
import classes from './verdict-panel.module.css';
import { stabilityText, type Tone, verdictOf } from './verdict-text';

/** What the best of so many tries is worth. */
export function VerdictPanel({ run, onOpen }: { run: SweepRun; onOpen: (cell: number) => void }) {
  const outcome = useSweep((s) => s.outcome);
  const status = useSweep((s) => s.status);
  const leading = useSweep((s) => s.best[0]);
  const best = outcome?.best ?? leading ?? null;
  const ran = best !== null && run.cells.stateOf(best) === 'ran';
  const { objective } = run.spec;
  const { label, text } = objectives[objective];
  return (
    <aside className={classes.verdict} aria-label="What the best is worth">
      {outcome === null ? (
        <div className={classes.headline} data-tone="wait">
          <h2>{status === 'cancelled' ? 'Stopped before the end' : 'Judged when it is done'}</h2>
          <p>
            {status === 'cancelled'
              ? 'The cells that were done stay; a part of a grid is not judged. Run it again for the rest.'
              : 'The more settings are tried, the better the best of them looks by luck alone.'}
          </p>
        </div>
      ) : (
        <Headline {...verdictOf(outcome, ran ? run.cells.figure(best, 'sharpe') : null)} />
      )}
      <dl className={classes.facts}>
        <Fact
          name={best === null ? 'Best cell' : cellName(run, best)}
          note={`best ${label}${run.spec.base.period?.split == null ? ', all bars' : ', in sample'}`}
          value={text(best === null ? null : run.cells.figure(best, objective))}
        />
        {outcome === null ? <TriedSoFar run={run} /> : <Judgement run={run} />}
      </dl>
      <div className={classes.verdictFoot}>
        <Button variant="filled" disabled={!ran} onClick={() => best !== null && onOpen(best)}>
          Open the best
        </Button>
        <HowJudged />
      </div>
    </aside>
  );
}

function Headline({ tone, title, text }: { tone: Tone; title: string; text: string }) {
  const Icon = tone === 'good' ? IconCheck : IconAlertTriangle;
  return (
    <div className={classes.headline} data-tone={tone} role="status">
      <h2>
        <Icon size={18} stroke={1.9} aria-hidden="true" /> {title}
      </h2>
      <p>{text}</p>
    </div>
  );
}

/** A best result never stands without the number of tries. */
function TriedSoFar({ run }: { run: SweepRun }) {
  // Counted anew with the ranking, about once a second.
  useSweep((s) => s.best);
  const tried = run.order.filter((cell) => run.cells.stateOf(cell) === 'ran').length;
  return (
    <Fact
      name="Tried so far"
      note="settings of this search that were run; each one counts"
      value={formatCount(tried)}
    />
  );
}

/** The figures of a finished search. */
function Judgement({ run }: { run: SweepRun }) {
  const outcome = useSweep((s) => s.outcome);
  if (outcome === null || outcome.best === null) return null;
  const { objective } = run.spec;
  const score = run.cells.figure(outcome.best, objective);
  const scores = run.order
    .map((cell) => run.cells.figure(cell, objective))
    .filter((value) => value !== null);
  const stability = stabilityText(
    stabilityOf(score ?? 0, outcome.neighbourhood, medianOf(scores) ?? 0),
  );
  const sharpe = run.cells.figure(outcome.best, 'sharpe');
  const { probabilisticSharpe, deflatedSharpe, expectedMaxSharpe, trials } = outcome;
  return (
    <>
      <Fact name={stability.word} note={stability.text} tone={stability.tone} value="" />
      <Fact
        name="Settings tried"
        note="of this strategy on these data, those before this search included"
        value={formatCount(trials)}
      />
      <Fact name="Sharpe of the best" note="a year" value={formatRatio(sharpe)} />
      <Fact
        name="Best by luck alone"
        note={`expected Sharpe of the best of ${formatCount(trials)} without skill`}
        value={formatRatio(expectedMaxSharpe)}
      />
      <Fact
        name="Probabilistic Sharpe"
        note={
          probabilisticSharpe.reason ??
          'probability that its true Sharpe is above zero, had it been the only try'
        }
        value={share(probabilisticSharpe.value)}
      />
      <Fact
        name="Deflated Sharpe"
        note={
          deflatedSharpe.value === null
            ? (deflatedSharpe.reason ?? 'no value')
            : `probability that it beats the luck of ${formatCount(trials)} tries; 95% would convince`
        }
        tone={(deflatedSharpe.value ?? 0) >= 0.95 ? 'good' : 'care'}
        value={share(deflatedSharpe.value)}
      />
    </>
  );
}

const share = (value: number | null): string => formatPercent(value, 1);

function Fact({
  name,
  note,
  value,
  tone,
}: {
  name: ReactNode;
  note: string;
  value: string;
  tone?: Tone;
}) {
  return (
    <div className={classes.fact} data-tone={tone}>
      <dt>
        {name}
        <small>{note}</small>
      </dt>
      <dd>
        {tone === 'care' && <IconAlertTriangle size={14} stroke={1.9} aria-label="Care" />}
        {tone === 'good' && <IconCheck size={14} stroke={1.9} aria-label="Good" />} {value}
      </dd>
    </div>
  );
}

function HowJudged() {
  return (
    <HoverCard width={320} position="top-end" withArrow>
      <HoverCard.Target>
        <Button>How is it judged?</Button>
      </HoverCard.Target>
      <HoverCard.Dropdown>
        <Text size="xs">
          Every setting tried is a chance to be lucky. From the number of tries and how far their
          Sharpe ratios scatter follows what the best of them would have without any skill. The
          deflated Sharpe is the probability that the best cell’s true Sharpe is above that, given
          the length, skew and tails of its returns (Bailey and López de Prado 2014). A plateau
          keeps at least half of its lead over the middle cell all around. None of this replaces
          bars that the search has not seen: set a split and open the best cell.
        </Text>
      </HoverCard.Dropdown>
    </HoverCard>
  );
}
