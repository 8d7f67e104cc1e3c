import { Button, FileButton, Progress, Text } from '@mantine/core';
import {
  IconEye,
  IconPlayerPlay,
  IconShieldCheck,
  IconShieldQuestion,
  IconX,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { formatCount, formatDate, formatHash } from '../../../lib/analytics/views/format';

import { describeError } from '../describe-error';
import classes from './shared-run.module.css';
import type { VerificationPhase } from './use-verification';

/** What a file that is missing was to the run. */
const neededText = {
  bars: 'This run was made on',
  benchmark: 'This run is measured against',
  funding: 'This run is charged the rates of',
} as const;

type Tone = 'claimed' | 'recomputing' | 'verified' | 'differs' | 'unchecked';

function Banner({
  tone,
  icon,
  title,
  children,
}: {
  tone: Tone;
  icon: ReactNode;
  title: string;
  children: ReactNode;
}) {
  return (
    <div
      className={classes.banner}
      data-tone={tone}
      role="status"
      data-testid="verdict"
      data-verdict={tone}
    >
      <span className={classes.bannerIcon}>{icon}</span>
      <div className={classes.bannerText}>
        <Text className={classes.bannerTitle}>{title}</Text>
        <div>{children}</div>
      </div>
    </div>
  );
}

/** The verdict on a link in one sentence, and what to do where it is not “verified”. */
export function VerdictBanner({
  phase,
  onFile,
}: {
  phase: VerificationPhase;
  onFile(file: File): void;
}) {
  const icon = { size: 28, 'aria-hidden': true } as const;
  switch (phase.kind) {
    case 'reading':
      return (
        <Banner tone="claimed" icon={<IconEye {...icon} />} title="Reading the link">
          Nothing is sent anywhere.
        </Banner>
      );
    case 'unreadable':
      return (
        <Banner tone="differs" icon={<IconX {...icon} />} title="This link can’t be read">
          {describeError(phase.error)}
        </Banner>
      );
    case 'recomputing': {
      const { progress } = phase;
      return (
        <Banner
          tone="recomputing"
          icon={<IconPlayerPlay {...icon} />}
          title="Recomputing on this device"
        >
          {progress === null
            ? ''
            : `${progress.label}, ${formatCount(progress.done)} of ${formatCount(progress.total)}. `}
          The figures below are still the sender’s claim.
          {progress !== null && (
            <Progress
              mt={8}
              size={6}
              aria-label="Recomputing"
              value={(100 * progress.done) / Math.max(1, progress.total)}
            />
          )}
        </Banner>
      );
    }
    case 'failed':
      return (
        <Banner tone="unchecked" icon={<IconShieldQuestion {...icon} />} title="Not checked">
          {describeError(phase.error)}
        </Banner>
      );
    case 'done':
      return <OutcomeBanner phase={phase} onFile={onFile} />;
  }
}

function OutcomeBanner({
  phase,
  onFile,
}: {
  phase: Extract<VerificationPhase, { kind: 'done' }>;
  onFile(file: File): void;
}) {
  const icon = { size: 28, 'aria-hidden': true } as const;
  const { outcome } = phase;
  switch (outcome.status) {
    case 'verified': {
      const n = outcome.result.trades.length;
      return (
        <Banner tone="verified" icon={<IconShieldCheck {...icon} />} title="Verified">
          Your browser recomputed this run from the data.{' '}
          {n === 0
            ? 'It made no trades, as claimed, and'
            : `All ${formatCount(n)} ${n === 1 ? 'trade' : 'trades'} and`}{' '}
          every equity value {n === 0 ? 'is' : 'are'} identical.
        </Banner>
      );
    }
    case 'differs': {
      const zone = outcome.result.data.timeZone;
      return (
        <Banner tone="differs" icon={<IconX {...icon} />} title="Differs from the claim">
          {outcome.what}
          {outcome.fromTime !== null && outcome.toTime !== null
            ? ` First departs between ${formatDate(outcome.fromTime, zone)} and ${formatDate(outcome.toTime, zone)}.`
            : ''}{' '}
          Do not rely on the claim.
        </Banner>
      );
    }
    case 'other-engine':
      return (
        <Banner
          tone={outcome.same ? 'verified' : 'unchecked'}
          icon={outcome.same ? <IconShieldCheck {...icon} /> : <IconShieldQuestion {...icon} />}
          title={outcome.same ? 'Same result under this engine' : 'Made by another engine version'}
        >
          The link was made under rules version {outcome.claimedVersion}; this page follows version{' '}
          {outcome.ownVersion}.{' '}
          {outcome.same
            ? 'Recomputed here, the result is the same.'
            : 'Recomputed here, the result is another one; the two can’t be compared.'}
        </Banner>
      );
    case 'data-needed':
      return (
        <Banner
          tone="unchecked"
          icon={<IconShieldQuestion {...icon} />}
          title="Not checked: data needed"
        >
          <p>
            {neededText[outcome.role]}{' '}
            {outcome.fileName === null ? outcome.dataName : `the file “${outcome.fileName}”`}, which
            is not on this device. Drop the file whose fingerprint is{' '}
            <code>{formatHash(outcome.fingerprint)}</code> and the check starts.
          </p>
          <FileButton onChange={(file) => file !== null && onFile(file)}>
            {(props) => (
              <Button {...props} mt={8}>
                Choose the file
              </Button>
            )}
          </FileButton>
        </Banner>
      );
  }
}
