import type { RunAnalysis } from '../run-analysis';
import type { RunResult } from '../run-result';
import { formatCount, formatMoney, formatNumber, formatPercent } from '../views/format';
import { type Html, html } from './html';
import { locale } from './locale';
import { svgLines } from './svg-lines';
import { timeLabels } from './time-axis';

/** Leverage and costs through time, and what chance alone could have made of the same returns. */
export function accountSection(result: RunResult, analysis: RunAnalysis): Html {
  const { exposure, costs } = analysis;
  const { timeZone, quoteCurrency } = result.data;
  const money = (value: number | undefined) =>
    formatMoney(value ?? 0, quoteCurrency, { decimals: 0, locale });
  const ratio = (value: number) => formatNumber(value, 2, locale);
  return html`<section><h2>Exposure and costs</h2>
<h3>Position over equity</h3>
${svgLines(
  [
    {
      label: 'Leverage',
      last: ratio(exposure.leverage.at(-1) ?? 0),
      values: exposure.leverage,
      look: 'run',
    },
  ],
  {
    height: 140,
    include: 0,
    below: timeLabels(exposure.time, timeZone),
    verticalText: ratio,
    summary: 'Signed value of the position over equity.',
  },
)}
<h3>Costs so far, ${quoteCurrency}</h3>
${svgLines(
  [
    { label: 'Fees', last: money(costs.fees.at(-1)), values: costs.fees, look: 'run' },
    {
      label: 'Slippage',
      last: money(costs.slippage.at(-1)),
      values: costs.slippage,
      look: 'second',
    },
    { label: 'Spread', last: money(costs.spread.at(-1)), values: costs.spread, look: 'third' },
    {
      label: 'Funding and interest',
      last: money(costs.carry.at(-1)),
      values: costs.carry,
      look: 'fourth',
    },
  ],
  {
    height: 160,
    include: 0,
    below: timeLabels(costs.time, timeZone),
    verticalText: (value) => formatNumber(value, 0, locale),
    summary: 'Costs paid up to each date, by kind.',
  },
)}</section>
${coneSection(result, analysis)}`;
}

function coneSection(result: RunResult, { cone }: RunAnalysis): Html {
  if ('reason' in cone) {
    return html`<section><h2>What chance could have made of it</h2><p class="empty">${cone.reason}</p></section>`;
  }
  const percent = (value: number) => formatPercent(value, 0, locale);
  const last = (values: readonly number[]) =>
    formatMoney(values.at(-1) ?? 0, result.data.quoteCurrency, { decimals: 0, locale });
  return html`<section><h2>What chance could have made of it</h2>
<p class="faint">${formatCount(cone.paths, locale)} paths drawn from the run’s own returns in blocks of ${formatNumber(cone.meanBlock, 1, locale)} periods on average</p>
${svgLines(
  [
    ...cone.bands.map((band) => ({
      label: percent(band.p),
      last: last(band.equity),
      values: band.equity,
      look: 'band' as const,
    })),
    { label: 'This run', last: last(cone.equity), values: cone.equity, look: 'run' as const },
  ],
  {
    height: 220,
    log: true,
    below: timeLabels(cone.time, result.data.timeZone),
    verticalText: (value) => formatNumber(value, 0, locale),
    summary: `Quantiles of equity over ${cone.paths} resampled paths.`,
  },
)}
<p>${percent(cone.probabilityOfLoss)} of the paths end below the starting capital. Maximum drawdown: ${cone.maxDrawdown
    .map(({ p, value }) => `${percent(value)} at the ${percent(p)} quantile`)
    .join(', ')}.</p></section>`;
}
