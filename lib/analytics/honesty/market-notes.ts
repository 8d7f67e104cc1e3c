import { countText } from '../../core/count-text';
import { isSynthetic } from '../views/is-synthetic';
import { counted, type HonestyRule } from './honesty-rule';

export const noDividends: HonestyRule = ({ run }) => {
  const { source, instrument } = run.bars;
  const isIndex =
    instrument.assetClass === 'index' ||
    (source.kind === 'sample' && source.id.startsWith('sp500'));
  return isIndex
    ? {
        id: 'no-dividends',
        lead: 'No dividends',
        text:
          run.config.statistics.benchmark.kind === 'hold'
            ? 'in this index, for both lines.'
            : 'in this index.',
      }
    : null;
};

export const synthetic: HonestyRule = ({ run }) =>
  isSynthetic(run.bars.source)
    ? {
        id: 'synthetic',
        lead: 'Synthetic data',
        text: 'from a seeded model: it shows how the strategy behaves, not what a market paid.',
      }
    : null;

export const fundingGaps: HonestyRule = ({ run }) => {
  const coverage = run.fundingCoverage;
  if (coverage === null || coverage.withoutRate === 0) return null;
  return {
    id: 'funding-gaps',
    lead: 'No funding rate',
    text: `is known at ${countText(coverage.withoutRate)} of ${counted(coverage.bars, 'bar', 'bars')}: nothing is charged there.`,
  };
};
