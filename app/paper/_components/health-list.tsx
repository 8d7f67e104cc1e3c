import {
  IconAlertTriangle,
  IconCheck,
  IconCircleDashed,
  IconCircleX,
  IconRefresh,
} from '@tabler/icons-react';
import {
  formatCount,
  formatDateTime,
  formatDuration,
  formatHash,
} from '../../../lib/analytics/views/format';
import { exchangeListing } from '../../../lib/market/exchange/exchange.schema';
import type { PaperParity, PaperSnapshot } from '../../../workers/paper.api';
import { replaySession } from '../_hooks/paper-actions';
import { usePaper } from '../_hooks/paper-store';
import classes from './health-list.module.css';
import { sessionWords } from './session-words';

type Mark = 'good' | 'care' | 'bad' | 'none';

interface HealthRow {
  readonly label: string;
  readonly value: string;
  readonly detail: string;
  readonly mark: Mark;
}

const icons = {
  good: IconCheck,
  care: IconAlertTriangle,
  bad: IconCircleX,
  none: IconCircleDashed,
} as const;
const markWords: Readonly<Record<Mark, string>> = {
  good: 'In order',
  care: 'To be watched',
  bad: 'Not in order',
  none: 'Not known yet',
};

/** Whether what the session hears and keeps can be relied on. */
export function HealthList({ snapshot }: { snapshot: PaperSnapshot }) {
  const parity = usePaper((s) => s.parity[snapshot.id]);
  return (
    <section className={classes.health} aria-labelledby="health">
      <h2 id="health">Health of this session</h2>
      <dl className={classes.healthRows}>
        {[...healthRows(snapshot, Date.now()), parityRow(parity)].map(
          ({ label, value, detail, mark }) => {
            const Icon = icons[mark];
            return (
              <div key={label} className={classes.healthRow} data-mark={mark}>
                <dt>
                  <Icon size={14} stroke={1.9} aria-label={markWords[mark]} />
                  {label}
                </dt>
                <dd>
                  <b>{value}</b>
                  <span>{detail}</span>
                </dd>
              </div>
            );
          },
        )}
      </dl>
      <button
        type="button"
        className={classes.replay}
        disabled={parity === 'checking'}
        onClick={() => void replaySession(snapshot.id)}
      >
        <IconRefresh size={14} stroke={1.9} aria-hidden="true" />
        {parity === 'checking' ? 'Replaying …' : 'Replay as backtest'}
      </button>
    </section>
  );
}

function healthRows({ feed, state, problem, series }: PaperSnapshot, now: number): HealthRow[] {
  const ago = (at: number): string => `${formatDuration(Math.max(0, now - at))} ago`;
  const { latencyMs, worstLatencyMs, clockOffsetMs } = feed;
  const { speed } = exchangeListing(series.exchange);
  const dropped = feed.repeated + feed.late + feed.malformed;
  const { word, tone } = sessionWords[state];
  return [
    {
      label: 'Feed',
      value: word,
      detail:
        problem ??
        (feed.lastMessageAt === null
          ? 'no message yet'
          : `last message ${ago(feed.lastMessageAt)}`),
      mark: tone === 'ok' ? 'good' : tone === 'plain' ? 'none' : tone,
    },
    {
      label: 'Delay',
      value: latencyMs === null ? '–' : formatDuration(latencyMs / speed),
      detail:
        worstLatencyMs === null
          ? 'from the close to its arrival'
          : `median from close to arrival; worst ${formatDuration(worstLatencyMs / speed)}`,
      mark: latencyMs === null ? 'none' : 'good',
    },
    {
      label: 'Bars',
      value: formatCount(feed.liveBars + feed.backFilledBars),
      detail: `${formatCount(feed.backFilledBars)} back-filled, ${formatCount(feed.missingBars)} missing`,
      mark: feed.missingBars > 0 ? 'care' : 'good',
    },
    {
      label: 'Messages',
      value: dropped === 0 ? 'All used' : `${formatCount(dropped)} left out`,
      detail: `${formatCount(feed.repeated)} repeated, ${formatCount(feed.late)} late, ${formatCount(feed.malformed)} broken; ${reconnectionText(feed.reconnections)}`,
      mark: 'good',
    },
    {
      label: 'Clock',
      value: speed === 1 ? (clockOffsetMs === null ? '–' : clockText(clockOffsetMs)) : `${speed}×`,
      detail: speed === 1 ? 'the exchange’s against this device’s' : 'faster than ours: a replay',
      mark: speed === 1 && clockOffsetMs === null ? 'none' : 'good',
    },
    {
      label: 'Saved',
      value: feed.savedAt === null ? '–' : ago(feed.savedAt),
      detail: 'before an order is acknowledged',
      mark: feed.savedAt === null ? 'none' : 'good',
    },
  ];
}

const reconnectionText = (count: number): string =>
  count === 1 ? '1 reconnection' : `${formatCount(count)} reconnections`;

/** A replay's clock may be months away. */
function clockText(offsetMs: number): string {
  const far = Math.abs(offsetMs) >= 60_000;
  const text = formatDuration(Math.abs(offsetMs));
  return `${far ? 'about ' : ''}${offsetMs < 0 ? '−' : '+'}${text}`;
}

function parityRow(parity: PaperParity | 'checking' | undefined): HealthRow {
  const label = 'Parity';
  if (parity === undefined) {
    return { label, value: 'Not checked', detail: 'replay it as a backtest', mark: 'none' };
  }
  if (parity === 'checking') {
    return { label, value: '…', detail: 'replaying the record', mark: 'none' };
  }
  if (parity.same) {
    return {
      label,
      value: 'Equal',
      detail: `${formatCount(parity.bars)} bars replayed, same ledger ${formatHash(parity.ledgerHash)}`,
      mark: 'good',
    };
  }
  const { differs } = parity;
  return {
    label,
    value: 'Differs',
    detail:
      differs === null
        ? 'the ledgers are not the same'
        : `first at ${formatDateTime(differs.time, 'UTC')}: ${differs.what}`,
    mark: 'bad',
  };
}
