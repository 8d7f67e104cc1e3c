import { formatNumber } from '../../../lib/analytics/views/format';
import type { RunConfigInput } from '../../../lib/backtest/run-config.schema';
import { sectionValueOf } from './section-fields';
import { isChanged, setupSections } from './setup-sections';

const listed = (parts: readonly (string | false)[], none: string): string =>
  parts.filter((part) => part !== false).join(', ') || none;

/** As few decimals as it needs: 0.5, 12, 0.01. */
const plain = (value: number): string => String(Number(value.toPrecision(6)));
const percent = (value: unknown): string => `${plain(Number(value) * 100)}%`;

/** What is set in a section in a few words, beside its name. */
export function protectionText(config: RunConfigInput): string {
  const { protection } = config;
  return listed(
    [
      !!protection?.stopLoss && 'stop-loss',
      !!protection?.trailingStop && 'trailing stop',
      !!protection?.takeProfit && 'take-profit',
      !!protection?.timeStopBars && 'time stop',
    ],
    'none set',
  );
}

export function accountText(config: RunConfigInput): string {
  const capital = formatNumber(Number(sectionValueOf(config, 'account', 'capital')), 0);
  const strict = sectionValueOf(config, 'account', 'strictCash') === true;
  return strict
    ? `${capital}, strict cash`
    : `${capital}, ${sectionValueOf(config, 'account', 'maxLeverage')}×`;
}

export function executionText(config: RunConfigInput): string {
  const value = (key: string) => sectionValueOf(config, 'account', key);
  return listed(
    [
      value('slippageModel') === 'volatility' && 'by volatility',
      Number(value('participation')) > 0 && `cap ${percent(value('participation'))}`,
      Number(value('halfSpreadBps')) > 0 &&
        `spread ${plain(2 * Number(value('halfSpreadBps')))} bps`,
      isChanged(config, 'account.makerFeeBps') &&
        `maker ${plain(Number(value('makerFeeBps')))} bps`,
      Number(value('feeFixed')) > 0 && 'fixed fee',
    ],
    'none further',
  );
}

export function carryText(config: RunConfigInput): string {
  const value = (key: string) => sectionValueOf(config, 'account', key);
  const strict = value('strictCash') === true;
  return listed(
    [
      !strict && Number(value('maintenance')) > 0 && `margin ${percent(value('maintenance'))}`,
      !strict && Number(value('borrowShort')) > 0 && 'borrow',
      !strict && Number(value('borrowCash')) > 0 && 'interest',
      value('funding') === 'constant' && `funding ${percent(value('fundingRate'))}`,
      value('funding') === 'series' && 'imported funding',
    ],
    'none',
  );
}

export function venueText(config: RunConfigInput): string {
  if (sectionValueOf(config, 'account', 'fill') === 'close') return 'comparison fills';
  const changed = setupSections.venue.filter((path) => isChanged(config, path));
  return changed.length === 0 ? 'no limits' : 'limits set';
}
