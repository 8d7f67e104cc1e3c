'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import {
  backtest,
  type DataRef,
  isCancelled,
  type JobProgress,
  type LinkClaim,
  type VerificationOutcome,
  type VerificationStep,
} from '../../../workers/backtest.client';
import { data } from '../../../workers/data.client';

export type VerificationPhase =
  | { readonly kind: 'reading' }
  | { readonly kind: 'unreadable'; readonly error: unknown }
  | {
      readonly kind: 'recomputing';
      readonly claim: LinkClaim;
      readonly progress: JobProgress | null;
    }
  | { readonly kind: 'failed'; readonly claim: LinkClaim; readonly error: unknown }
  | { readonly kind: 'done'; readonly claim: LinkClaim; readonly outcome: VerificationOutcome };

const waiting: readonly VerificationStep[] = (['link', 'data', 'run', 'compare'] as const).map(
  (id) => ({
    id,
    state: 'waiting',
    detail: '',
    elapsedMs: null,
  }),
);

/** Reads a link, shows its claim at once, recomputes it, and again on a file the recipient drops. */
export function useVerification(fragment: string) {
  const [phase, setPhase] = useState<VerificationPhase>({ kind: 'reading' });
  const [steps, setSteps] = useState(waiting);
  /** The data the recipient chose; null = what the link names. */
  const [chosen, setChosen] = useState<DataRef | null>(null);
  const job = useRef<AbortController | null>(null);

  const verify = useCallback(
    async (claim: LinkClaim, chosen: DataRef | null) => {
      job.current?.abort();
      const controller = new AbortController();
      job.current = controller;
      setPhase({ kind: 'recomputing', claim, progress: null });
      const options = {
        signal: controller.signal,
        onStep: (step: VerificationStep) => {
          if (!controller.signal.aborted) {
            setSteps((known) => known.map((s) => (s.id === step.id ? step : s)));
          }
        },
        onProgress: (progress: JobProgress) => {
          if (!controller.signal.aborted) setPhase({ kind: 'recomputing', claim, progress });
        },
      };
      try {
        const outcome =
          chosen === null
            ? await backtest.verifyLink(fragment, options)
            : await backtest.verifyLinkOn(fragment, chosen, options);
        if (!controller.signal.aborted) setPhase({ kind: 'done', claim, outcome });
      } catch (error) {
        if (!controller.signal.aborted && !isCancelled(error))
          setPhase({ kind: 'failed', claim, error });
      }
    },
    [fragment],
  );

  useEffect(() => {
    let current = true;
    setPhase({ kind: 'reading' });
    setSteps(waiting);
    setChosen(null);
    backtest.readLink(fragment).then(
      (claim) => {
        if (current) void verify(claim, null);
      },
      (error: unknown) => {
        if (current) setPhase({ kind: 'unreadable', error });
      },
    );
    return () => {
      current = false;
      job.current?.abort();
    };
  }, [fragment, verify]);

  const claim = 'claim' in phase ? phase.claim : null;

  const dropFile = useCallback(
    async (file: File) => {
      if (claim === null) return;
      setPhase({ kind: 'recomputing', claim, progress: null });
      try {
        const bytes = new Uint8Array(await file.arrayBuffer());
        const set = await data.importForLink(bytes, file.name, fragment);
        // Rates and the benchmark's bars are found by their fingerprint; only the run's own may be others.
        const stored: DataRef | null =
          set === null || set.fingerprint === claim.benchmark?.fingerprint
            ? null
            : { kind: 'stored', fingerprint: set.fingerprint };
        setChosen(stored);
        await verify(claim, stored);
      } catch (error) {
        setPhase({ kind: 'failed', claim, error });
      }
    },
    [claim, fragment, verify],
  );

  return { phase, steps, claim, chosenData: chosen, dropFile };
}
