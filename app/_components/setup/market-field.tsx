import { Badge, Button, Select } from '@mantine/core';
import { useMemo } from 'react';
import {
  type MarketPresetId,
  marketPresets,
  presetFor,
} from '../../../lib/backtest/market-presets.schema';
import { changeConfig } from '../../_hooks/lab-actions';
import { useLab } from '../../_hooks/use-lab';
import { HelpTip } from './help-tip';
import { marketOf, withMarket } from './market-terms';
import classes from './setup.module.css';
import { useDataFacts } from './use-data-facts';

const ownTerms = 'own';
const options = [
  ...marketPresets.map(({ id, label }) => ({ value: id as string, label })),
  { value: ownTerms, label: 'No market in particular' },
];

/**
 * Fees, margin and calendar of a market in one step; each of them can be edited afterwards.
 * `ofData`: a market that fits the lab's data is offered.
 */
export function MarketField({ ofData = true }: { ofData?: boolean }) {
  const account = useLab((s) => s.setup.config.account);
  const statistics = useLab((s) => s.setup.config.statistics);
  const data = useDataFacts();
  const market = useMemo(() => marketOf({ account, statistics }), [account, statistics]);
  const suggested = data?.assetClass == null ? null : presetFor(data.assetClass, data.symbol);
  const offer = marketPresets.find(({ id }) => id === suggested && id !== market?.preset.id);
  const choose = (id: MarketPresetId | null): void =>
    changeConfig((c) => withMarket(c, id, data?.intervalMs), 'market');
  const help =
    market === null
      ? 'Typical fees, margin and trading days of a market; every one of them can be edited afterwards.'
      : `Where the figures are from: ${market.preset.source}`;
  return (
    <>
      <Select
        label={
          <span className={classes.labelRow}>
            <HelpTip help={help}>
              <span>Market</span>
            </HelpTip>
            {market?.edited && (
              <Badge size="xs" variant="light" className={classes.edited ?? ''}>
                edited
              </Badge>
            )}
          </span>
        }
        aria-label="Market"
        data={options}
        value={market?.preset.id ?? ownTerms}
        onChange={(id) => choose(id === ownTerms ? null : (id as MarketPresetId))}
      />
      {market !== null && <div className={classes.hint}>{market.preset.help}</div>}
      {ofData && offer !== undefined && (
        <div className={classes.suggestion}>
          <span>
            {market === null ? 'These data look like ' : 'But these data look like '}
            <b>{offer.label}</b>.
          </span>
          <Button
            size="compact-xs"
            variant="subtle"
            className={classes.offer ?? ''}
            onClick={() => choose(offer.id)}
          >
            Use its terms
          </Button>
        </div>
      )}
    </>
  );
}
