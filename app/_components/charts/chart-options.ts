import {
  type ChartOptionsImpl,
  ColorType,
  CrosshairMode,
  type DeepPartial,
  LineStyle,
  type LineWidth,
} from 'lightweight-charts';
import { type ChartColors, withAlpha } from './chart-colors';

/** Width of the price axis, the same on every chart so that their plots line up. */
const AXIS_WIDTH = 64;

/** What all charts share, in the colours of the theme. */
export function themeOptions(colors: ChartColors): DeepPartial<ChartOptionsImpl<number>> {
  const cross = { color: colors.line2, width: 1 as LineWidth, style: LineStyle.Dashed };
  return {
    layout: {
      background: { type: ColorType.Solid, color: colors.surface },
      textColor: colors.faint,
      fontFamily: colors.fontFamily,
      fontSize: 11,
      panes: { separatorColor: colors.line, separatorHoverColor: withAlpha(colors.accent, 0.2) },
    },
    grid: { vertLines: { color: colors.grid }, horzLines: { color: colors.grid } },
    crosshair: {
      mode: CrosshairMode.Normal,
      vertLine: { ...cross, labelBackgroundColor: colors.dim },
      horzLine: { ...cross, labelBackgroundColor: colors.dim },
    },
    rightPriceScale: { borderVisible: false, minimumWidth: AXIS_WIDTH, entireTextOnly: true },
    timeScale: { borderColor: colors.line },
  };
}
