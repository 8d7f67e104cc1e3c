export { type Comparison, compareRun } from './compare-run';
export {
  type ClaimedBars,
  type ClaimedFigure,
  claimedFigures,
  type DataRole,
  type Link,
  type LinkClaim,
} from './link-claim';
export {
  decodeLink,
  type EncodedLink,
  encodeLink,
  encodeLinkWork,
  longestComfortableLink,
} from './link-codec';
export { LinkError, type LinkFault } from './link-error';
export {
  type VerificationContext,
  type VerificationOutcome,
  type VerificationStep,
  verifyLink,
  type WantedBars,
} from './verify-link';
