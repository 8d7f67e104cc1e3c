'use client';

import { Alert, Button, Loader, Skeleton } from '@mantine/core';
import { IconArrowLeft, IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import type {
  DecisionExplanation,
  TradeExplanation,
} from '../../../../../lib/analytics/run-result';
import { currencyMark } from '../../../../../lib/analytics/views/format';
import { tradeLine } from '../../../../../lib/analytics/views/trade-table';
import { describeError } from '../../../../_components/describe-error';
import { openInLab } from '../../../../_hooks/lab-actions';
import { changeView } from '../../../../_hooks/lab-view';
import { useKeys } from '../../../../_hooks/use-keys';
import { DecisionSteps } from './decision-steps';
import { type KeptRun, useTradeStory } from './use-trade-story';
import classes from './why-trade.module.css';

const TradeChart = dynamic(() => import('./trade-chart'), {
  ssr: false,
  // Its place is kept: what stands beside it stays where it is.
  loading: () => (
    <div className={classes.chart} aria-hidden="true">
      <Skeleton height="100%" radius={0} />
    </div>
  ),
});

/** Why one trade was made and why it ended, with the figures that decided it. */
export function WhyTrade({ runId, number }: { readonly runId: string; readonly number: number }) {
  const { story, retry } = useTradeStory(runId, number);
  if (story.status === 'loading') {
    return (
      <div className={classes.page}>
        <Heading number={number} />
        <p className={classes.loading} role="status">
          <Loader size={14} /> {story.label}…
        </p>
      </div>
    );
  }
  if (story.status === 'failed') {
    return (
      <div className={classes.page}>
        <Heading number={number} />
        <Alert
          className={classes.alert ?? ''}
          color="var(--bad)"
          title={
            story.dataGone
              ? 'The data of this run was deleted'
              : 'This trade can’t be explained now'
          }
        >
          <p>{describeError(story.error)}</p>
          <p>
            {story.dataGone
              ? 'The run keeps its figures. Import the same file again under Data, then come back.'
              : 'A run can be opened in the browser that computed it. If it came to you as a link, open the link again: it is recomputed here and kept.'}
          </p>
          <div className={classes.actions}>
            <Button onClick={retry}>Try again</Button>
            {story.dataGone ? (
              <Button component={Link} href="/data">
                Data
              </Button>
            ) : null}
            <Button component={Link} href="/runs">
              All kept runs
            </Button>
          </div>
        </Alert>
      </div>
    );
  }
  if (story.status === 'no-trade') {
    const count = story.kept.result.trades.length;
    return (
      <div className={classes.page}>
        <Heading number={number} kept={story.kept} />
        <Alert className={classes.alert ?? ''} title={`There is no trade ${number}`}>
          <p>
            {story.kept.result.emptyReason ??
              `${story.kept.result.title} made ${count} ${count === 1 ? 'trade' : 'trades'}.`}
          </p>
          {count > 0 ? (
            <Button component={Link} href={`/run/${runId}/trade/${count}`}>
              Go to trade {count}
            </Button>
          ) : null}
        </Alert>
      </div>
    );
  }
  return <Explained kept={story.kept} explanation={story.explanation} />;
}

function Explained(props: { readonly kept: KeptRun; readonly explanation: TradeExplanation }) {
  const { kept, explanation } = props;
  const { trade, entry, exit } = explanation;
  const { result } = kept;
  const line = tradeLine(trade, result.data);
  const mark = currencyMark(result.data.quoteCurrency);
  const tone = line.tone === 'plain' ? '' : line.tone;
  const barTime = (decision: DecisionExplanation): number =>
    result.curves.time[decision.decidedBar] ?? decision.decidedTime;
  return (
    <div className={classes.page}>
      <Heading number={trade.number} kept={kept} />
      <div className={classes.summary}>
        <Fact label="Side" value={trade.side === 'long' ? 'Long' : 'Short'} />
        <Fact label="Entry" value={line.entryPrice} note={line.entryTime} />
        <Fact
          label={line.open ? 'Last close' : 'Exit'}
          value={line.exitPrice}
          note={line.exitTime}
        />
        <Fact label={`Net P&L, ${mark}`} value={line.pnl} note={line.returnFraction} tone={tone} />
        <Fact label="Held" value={`${line.bars} bars`} note={`${line.quantity} units`} />
        <Fact label="Worst and best" value={`${line.worst} to ${line.best}`} note="against entry" />
        <Fact label={`Costs, ${mark}`} value={line.costs} note={line.exitReason} />
      </div>
      <div className={classes.body}>
        <TradeChart key={trade.number} kept={kept} trade={trade} />
        <DecisionSteps
          title="Why it was entered"
          decision={entry}
          data={result.data}
          decidedBarTime={barTime(entry)}
        />
        {exit === null ? (
          <section className={classes.card} aria-label="Exit">
            <header className={classes.cardHead}>
              <h2>Still open</h2>
            </header>
            <p className="dim">
              Nothing has closed this trade. Its result counts the last close, {line.exitPrice}.
            </p>
          </section>
        ) : (
          <DecisionSteps
            title="Why it ended"
            decision={exit}
            data={result.data}
            decidedBarTime={barTime(exit)}
          />
        )}
      </div>
    </div>
  );
}

function Fact(props: {
  readonly label: string;
  readonly value: string;
  readonly note?: string;
  readonly tone?: string;
}) {
  return (
    <div>
      <span className={classes.factLabel}>{props.label}</span>
      <b className={props.tone ?? ''}>{props.value}</b>
      <span className="faint">{props.note}</span>
    </div>
  );
}

function Heading({ number, kept }: { readonly number: number; readonly kept?: KeptRun }) {
  const router = useRouter();
  const count = kept?.result.trades.length ?? 0;
  const go = (to: number): void => {
    if (kept && to >= 1 && to <= count) router.push(`/run/${kept.runId}/trade/${to}`);
  };
  useKeys({ j: () => go(number + 1), k: () => go(number - 1) });
  const back = (): void => {
    if (kept) {
      openInLab(kept.data, kept.config);
      changeView({ selectedTrade: number });
    }
    router.push('/');
  };
  return (
    <header className={classes.heading}>
      <div className={classes.headingText}>
        <h1>Why trade {number}</h1>
        {kept ? (
          <span className="dim">
            {kept.result.title} · {kept.result.data.name}
          </span>
        ) : null}
      </div>
      <nav className={classes.actions} aria-label="Trades of this run">
        {kept && number > 1 && number <= count ? (
          <Button
            component={Link}
            href={`/run/${kept.runId}/trade/${number - 1}`}
            leftSection={<IconChevronLeft size={14} />}
            aria-label={`Trade ${number - 1}`}
          >
            {number - 1}
          </Button>
        ) : null}
        {kept && number < count ? (
          <Button
            component={Link}
            href={`/run/${kept.runId}/trade/${number + 1}`}
            rightSection={<IconChevronRight size={14} />}
            aria-label={`Trade ${number + 1}`}
          >
            {number + 1}
          </Button>
        ) : null}
        <Button leftSection={<IconArrowLeft size={14} />} onClick={back}>
          {kept ? 'The run' : 'Backtest'}
        </Button>
      </nav>
    </header>
  );
}
