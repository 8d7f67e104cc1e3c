'use client';

import { Button } from '@mantine/core';
import { IconAlertTriangle, IconEye, IconLock } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { RunResult } from '../../../lib/analytics/run-result';
import type { DataRef, LinkClaim } from '../../../workers/backtest.client';
import { FiguresTable } from './figures-table';
import { SetupList } from './setup-list';
import classes from './shared-run.module.css';
import { StepsCard } from './steps-card';
import { useVerification } from './use-verification';
import { VerdictBanner } from './verdict-banner';

const EquityChart = dynamic(() => import('../charts/equity-chart'), {
  ssr: false,
});

/** The claimed curve, 64 points spread over the run's time, in money of the claimed capital. */
function claimedCurve(claim: LinkClaim): { time: Float64Array; equity: Float64Array } {
  const n = claim.equity.length;
  const time = new Float64Array(n);
  const equity = new Float64Array(n);
  const capital = claim.config.account?.capital ?? 100_000;
  for (let i = 0; i < n; i++) {
    time[i] = claim.firstTime + ((claim.lastTime - claim.firstTime) * i) / Math.max(1, n - 1);
    equity[i] = claim.equity[i]! * capital;
  }
  return { time, equity };
}

/** The claim alone, then the recomputed curve; the claimed one stays beside it only where the two differ, as it is a 64-point sketch. */
function EquityCard({
  claim,
  result,
  differs,
}: {
  claim: LinkClaim;
  result: RunResult | null;
  differs: boolean;
}) {
  const claimed = claimedCurve(claim);
  const curves = result?.curves ?? null;
  const zone = result?.data.timeZone ?? 'UTC';
  return (
    <section className={classes.card} aria-label="Equity">
      <EquityChart
        time={curves?.time ?? claimed.time}
        equity={curves?.equity ?? claimed.equity}
        benchmark={curves?.benchmark ?? null}
        {...(result !== null && { benchmarkLabel: result.benchmarkLabel })}
        currency={claim.quoteCurrency}
        timeZone={zone}
        logScale
        height={260}
        {...(curves !== null && differs && { claimedEquity: Array.from(claimed.equity) })}
        label={curves === null ? 'Claimed' : 'Recomputed here'}
      />
    </section>
  );
}

/** A shared run: the claim at once, then what recomputing it said. */
export function SharedRun({
  fragment,
  onOpenOwn,
}: {
  fragment: string;
  onOpenOwn(data: DataRef, config: LinkClaim['config']): void;
}) {
  const { phase, steps, claim, chosenData, dropFile } = useVerification(fragment);
  const [setupShown, setSetupShown] = useState(false);
  const outcome = phase.kind === 'done' ? phase.outcome : null;
  const result = outcome !== null && 'result' in outcome ? outcome.result : null;
  const differs = outcome?.status === 'differs';

  return (
    <div className={classes.page}>
      <div className={classes.main}>
        <header className={classes.head}>
          <div>
            <p className={classes.eyebrow}>Someone shared a run with you</p>
            <h1 className={classes.title}>
              {claim === null ? 'Shared run' : `${claim.title} on ${claim.dataName}`}
            </h1>
          </div>
          {claim !== null && (
            <div className={classes.headButtons}>
              <Button
                leftSection={<IconEye size={15} aria-hidden />}
                aria-expanded={setupShown}
                onClick={() => setSetupShown(!setupShown)}
              >
                {setupShown ? 'Hide the setup' : 'See the setup'}
              </Button>
              <Button
                variant={outcome === null ? 'default' : 'filled'}
                disabled={outcome?.status === 'data-needed'}
                onClick={() => onOpenOwn(chosenData ?? claim.data, claim.config)}
              >
                {differs ? 'Open my own result' : 'Open and change it'}
              </Button>
            </div>
          )}
        </header>
        <VerdictBanner phase={phase} onFile={(file) => void dropFile(file)} />
        {claim !== null && setupShown && <SetupList claim={claim} />}
        {claim !== null && <EquityCard claim={claim} result={result} differs={differs} />}
        {claim !== null && (
          <FiguresTable claim={claim} result={result} busy={phase.kind === 'recomputing'} />
        )}
      </div>
      <aside className={classes.aside}>
        <StepsCard steps={steps} />
        {differs && (
          <section className={`${classes.card} ${classes.bad}`}>
            <h2>What now</h2>
            <p>
              The setup and the data are the ones named in the link, so the claim was altered, or
              one of the two machines computed wrongly.
            </p>
            <p>Your own result is complete and safe to use: open it with the button above.</p>
          </section>
        )}
        {result !== null && !differs && (
          <section className={classes.card}>
            <h2 className={classes.care}>
              <IconAlertTriangle size={15} aria-hidden /> Correct is not the same as good
            </h2>
            <p>Verification proves the arithmetic. These notes are about the strategy:</p>
            {result.honesty.map((note) => (
              <p key={note.id}>
                <b>{note.lead}</b> {note.text}
              </p>
            ))}
            {claim !== null && claim.trials > 1 && (
              <p>
                <b>{claim.trials} settings tried</b> before this one was shared, as counted by the
                sender’s browser.
              </p>
            )}
          </section>
        )}
        <section className={classes.card}>
          <h2>If the data is not here</h2>
          <p>
            A run on a private file shows “Not checked” and the fingerprint to look for. Drop the
            same file and the check starts; bars with another fingerprint never verify.
          </p>
        </section>
        <p className={classes.privacy}>
          <IconLock size={14} aria-hidden /> The run travels in the part of the address after #,
          which browsers never send to a server.
        </p>
      </aside>
    </div>
  );
}
