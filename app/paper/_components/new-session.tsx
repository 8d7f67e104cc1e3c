import { Button, NumberInput, Title } from '@mantine/core';
import { useEffect, useState } from 'react';
import { exchangeIntervals } from '../../../lib/market/exchange/exchange.schema';
import { type SeriesChoice, SeriesFields } from '../../_components/exchange/series-fields';
import place from '../../_components/place.module.css';
import { SizeSection } from '../../_components/setup/size-section';
import { StrategySection } from '../../_components/setup/strategy-section';
import { refreshDataSets } from '../../_hooks/use-data-sets';
import { beginLab, useLab } from '../../_hooks/use-lab';
import { leaveNew, startSession } from '../_hooks/paper-actions';
import { usePaper } from '../_hooks/paper-store';
import classes from './new-session.module.css';

const leastWarmup = 50;
const mostWarmup = 100_000;

/** Market and setup of a session; the setup is the backtest's own. */
export function NewSession() {
  const [series, setSeries] = useState<SeriesChoice>({
    exchange: 'replay',
    symbol: 'BTC/USDT',
    interval: '1m',
  });
  const [warmupBars, setWarmupBars] = useState<number | string>(500);
  const config = useLab((s) => s.setup.config);
  const busy = usePaper((s) => s.busy);
  const hasSessions = usePaper((s) => (s.listings?.length ?? 0) > 0);
  useEffect(() => {
    beginLab();
    void refreshDataSets();
  }, []);
  const { symbol } = series;
  const warmup = typeof warmupBars === 'number' ? warmupBars : Number.NaN;
  const minutes = (warmup * exchangeIntervals[series.interval]) / 60_000;
  const start = () => {
    if (symbol === null) return;
    const { period: _period, live: _live, ...setup } = config;
    void startSession({ series: { ...series, symbol }, warmupBars: warmup, config: setup });
  };
  return (
    <form
      className={classes.newSession}
      onSubmit={(event) => {
        event.preventDefault();
        start();
      }}
    >
      <Title order={1} className={place.title ?? ''}>
        New paper session
      </Title>
      <div className={classes.newColumns}>
        <section className={classes.card} aria-label="Market">
          <div className={classes.cardPart}>
            <h2>Prices</h2>
            <SeriesFields value={series} onChange={setSeries} />
            <NumberInput
              label="Bars before the first decision"
              description={
                Number.isFinite(minutes)
                  ? `Loaded from the exchange, so that averages are warm at once: ${spanText(minutes)}.`
                  : 'Loaded from the exchange, so that averages are warm at once.'
              }
              min={leastWarmup}
              max={mostWarmup}
              step={50}
              value={warmupBars}
              onChange={setWarmupBars}
            />
          </div>
        </section>
        <div className={classes.card}>
          <StrategySection />
          <SizeSection ofData={false} />
        </div>
      </div>
      <footer className={classes.newFoot}>
        <p className={place.hint}>
          Decisions begin with the first bar that closes after the start. Nothing leaves this device
          but the question for prices.
        </p>
        {hasSessions && <Button onClick={leaveNew}>Back</Button>}
        <Button
          type="submit"
          variant="filled"
          loading={busy === 'Starting'}
          disabled={symbol === null || !(warmup >= leastWarmup && warmup <= mostWarmup)}
        >
          Start with paper money
        </Button>
      </footer>
    </form>
  );
}

/** `8 hours`, `about 21 days`. */
function spanText(minutes: number): string {
  if (minutes < 120) return `${Math.round(minutes)} minutes`;
  const hours = minutes / 60;
  return hours < 72 ? `${Math.round(hours)} hours` : `about ${Math.round(hours / 24)} days`;
}
