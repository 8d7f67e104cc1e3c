import { useLab } from '../../_hooks/use-lab';
import { MarketField } from './market-field';
import { SectionGrid } from './section-grid';
import { SectionReset } from './section-reset';
import classes from './setup.module.css';

/** Which of the sizing settings a kind of sizing reads. */
const sizeKeys: Readonly<Record<string, readonly string[]>> = {
  'percent-of-equity': ['percent'],
  notional: ['notional'],
  units: ['units'],
  'volatility-target': ['targetVolatility', 'volatilityLookback', 'rebalanceBand'],
};

/** How much is bought, and what each fill costs. */
export function SizeSection({ ofData = true }: { ofData?: boolean }) {
  const kind = useLab((s) => s.setup.config.sizing?.kind) ?? 'percent-of-equity';
  const fill = useLab((s) => s.setup.config.account?.fill) ?? 'next-open';
  return (
    <section className={classes.section} aria-labelledby="size-and-costs">
      <div className={classes.heading}>
        <h2 id="size-and-costs">Size and costs</h2>
        <SectionReset id="sizeAndCosts" title="Size and costs" />
      </div>
      <SectionGrid section="sizing" keys={['kind', ...(sizeKeys[kind] ?? [])]} />
      <MarketField ofData={ofData} />
      <SectionGrid section="account" keys={['feeBps', 'slippageBps']} />
      <div className={classes.hint}>
        {fill === 'next-open'
          ? 'Decided at the close, filled at the next open.'
          : 'Filled at the deciding close, which can’t be had: for comparison only.'}
      </div>
    </section>
  );
}
