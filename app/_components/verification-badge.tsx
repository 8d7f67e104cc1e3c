import { Tooltip } from '@mantine/core';
import {
  IconCircleCheck,
  IconEye,
  IconQuestionMark,
  IconRefresh,
  IconShieldCheck,
  IconX,
} from '@tabler/icons-react';
import { formatHash } from '../../lib/analytics/views/format';
import classes from './verification-badge.module.css';

export type VerificationState =
  | 'claimed'
  | 'recomputing'
  | 'verified'
  | 'differs'
  | 'not-checked'
  | 'computed-here'
  | 'verified-here';

const looks = {
  claimed: {
    word: 'Claimed',
    icon: IconEye,
    help: 'These figures come from the link alone; nothing was recomputed yet.',
  },
  recomputing: {
    word: 'Recomputing',
    icon: IconRefresh,
    help: 'The same run is computed again on this device and compared.',
  },
  verified: {
    word: 'Verified',
    icon: IconShieldCheck,
    help: 'This browser recomputed the run and every trade is identical. Correct is not the same as good.',
  },
  differs: {
    word: 'Differs',
    icon: IconX,
    help: 'Recomputing gave another result than the one stated.',
  },
  'not-checked': {
    word: 'Not checked',
    icon: IconQuestionMark,
    help: 'What is needed to recompute this run is not on this device.',
  },
  'computed-here': {
    word: 'Computed here',
    icon: IconCircleCheck,
    help: 'Computed by this browser, once. A second pass bar by bar follows when the page is idle.',
  },
  'verified-here': {
    word: 'Verified here',
    icon: IconShieldCheck,
    help: 'A second pass, bar by bar, gave the same ledger. Correct is not the same as good.',
  },
} as const;

/** How far a result can be relied on: icon, word and the first digits of its ledger hash. The same everywhere. */
export function VerificationBadge({
  state,
  hash,
  detail,
}: {
  state: VerificationState;
  /** Ledger hash, whole. */
  hash?: string | undefined;
  /** Replaces the explanation on hover: "first departs between …". */
  detail?: string | undefined;
}) {
  const { word, icon: Icon, help } = looks[state];
  return (
    <Tooltip
      label={detail ?? help}
      multiline
      w={280}
      events={{ hover: true, focus: true, touch: true }}
    >
      <span className={classes.badge} data-state={state} role="status" aria-live="polite">
        <Icon size={14} stroke={1.9} aria-hidden="true" />
        <span>{word}</span>
        {hash !== undefined && hash !== '' && (
          <span className={`mono ${classes.hash}`}>{formatHash(hash)}</span>
        )}
      </span>
    </Tooltip>
  );
}
