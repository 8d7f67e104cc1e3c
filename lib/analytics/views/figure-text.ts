import type { Metric } from '../../statistics/metric';
import { type FigureFormat, type FigureId, figureCatalogue } from './figure-catalogue';
import {
  formatCount,
  formatMoney,
  formatNumber,
  formatPercent,
  formatRatio,
  formatSignedPercent,
  noValueText,
} from './format';

export type Tone = 'up' | 'down' | 'plain' | 'none';

export interface FigureStyle {
  readonly currency: string;
  /** Strips are short (whole money, one decimal of a percent), tables exact. */
  readonly place: 'strip' | 'table';
  readonly locale?: string;
}

/** A figure as text; `–` where it has no value. */
export function figureText(id: FigureId, figure: Metric, style: FigureStyle): string {
  return figure.value === null
    ? noValueText
    : valueText(figureCatalogue[id].format, figure.value, style);
}

function valueText(format: FigureFormat, value: number, style: FigureStyle): string {
  const { locale, currency } = style;
  const strip = style.place === 'strip';
  const percentDecimals = strip ? 1 : 2;
  const money = { decimals: strip ? 0 : 2, ...(locale !== undefined && { locale }) };
  switch (format) {
    case 'percent':
      return formatPercent(value, percentDecimals, locale);
    case 'signed-percent':
      return formatSignedPercent(value, percentDecimals, locale);
    case 'loss-percent':
      return formatPercent(-value, percentDecimals, locale);
    case 'probability':
      return formatPercent(value, 1, locale);
    case 'ratio':
      return formatRatio(value, locale);
    case 'multiple':
      return `${formatRatio(value, locale)}×`;
    case 'count':
      return formatCount(value, locale);
    case 'decimal':
      return formatNumber(value, 1, locale);
    case 'money':
      return formatMoney(value, currency, money);
    case 'signed-money':
      return formatMoney(value, currency, { ...money, signed: true });
  }
}

/** Gains, losses and drawdowns have a tone; anything else is plain. */
export function figureTone(id: FigureId, figure: Metric): Tone {
  if (figure.value === null) return 'none';
  const { format } = figureCatalogue[id];
  if (format === 'loss-percent') return figure.value > 0 ? 'down' : 'plain';
  if (format !== 'signed-percent' && format !== 'signed-money') return 'plain';
  return figure.value > 0 ? 'up' : figure.value < 0 ? 'down' : 'plain';
}
