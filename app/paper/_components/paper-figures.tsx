import {
  currencyName,
  formatCount,
  formatNumber,
  formatSigned,
  formatSignedPercent,
  formatUnits,
} from '../../../lib/analytics/views/format';
import type { PaperSnapshot } from '../../../workers/paper.api';
import strip from '../../_components/backtest/kpi-strip.module.css';
import { toneOf } from './session-words';

interface Figure {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly sub: string;
  readonly tone: '' | 'up' | 'down';
}

/** What the paper account came to, in one row. */
export function PaperFigures({ snapshot }: { snapshot: PaperSnapshot }) {
  return (
    <section className={strip.kpis} data-all aria-label="Paper account">
      {figuresOf(snapshot).map(({ id, label, value, sub, tone }) => (
        <div key={id} className={strip.kpi} data-first>
          <div className={strip.kpiLabel}>{label}</div>
          <div className={`${strip.kpiValue} ${tone}`}>{value}</div>
          <div className={strip.kpiSub}>{sub}</div>
        </div>
      ))}
    </section>
  );
}

function figuresOf(snapshot: PaperSnapshot): Figure[] {
  const { capital, equity, quoteCurrency, position, openPnl, costsPaid, closedTrades } = snapshot;
  const gained = equity - capital;
  const money = (value: number, signed = false): string =>
    (signed ? formatSigned : formatNumber)(value, 2);
  return [
    {
      id: 'equity',
      label: 'Equity',
      value: money(equity),
      sub: `${currencyName(quoteCurrency)}, from ${formatNumber(capital, 0)}`,
      tone: '',
    },
    {
      id: 'gained',
      label: 'Since start',
      value: money(gained, true),
      sub: formatSignedPercent(snapshot.totalReturn, 2),
      tone: toneOf(gained),
    },
    {
      id: 'open',
      label: 'Open result',
      value: position === null ? '–' : money(openPnl, true),
      sub:
        position === null
          ? 'nothing is held'
          : `${formatUnits(Math.abs(position.units))} ${position.units > 0 ? 'long' : 'short'}`,
      tone: position === null ? '' : toneOf(openPnl),
    },
    {
      id: 'costs',
      label: 'Costs paid',
      value: money(costsPaid),
      sub: 'fees, spread and carry',
      tone: '',
    },
    {
      id: 'trades',
      label: 'Trades',
      value: formatCount(closedTrades),
      sub: closedTrades < 30 ? 'closed, too few to judge' : 'closed',
      tone: '',
    },
  ];
}
