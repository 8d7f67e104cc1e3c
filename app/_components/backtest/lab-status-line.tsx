import { formatHash } from '../../../lib/analytics/views/format';
import { annualisationText } from '../../../lib/analytics/views/run-card';
import { useLab } from '../../_hooks/use-lab';
import { StatusLine } from '../shell/status-line';

/** Identity of the run on screen, in one line. */
export function LabStatusLine() {
  const result = useLab((s) => s.result);
  const savedAt = useLab((s) => s.savedAt);
  const failed = useLab((s) => s.status === 'error');
  if (result === null) {
    return <StatusLine>{failed ? 'No result yet' : 'Running the first backtest…'}</StatusLine>;
  }
  const { identity, annualisation, config } = result;
  const saved =
    savedAt === null
      ? ''
      : `Saved on this device ${new Date(savedAt).toLocaleTimeString(undefined, {
          hour: '2-digit',
          minute: '2-digit',
          hour12: false,
        })}`;
  return (
    <StatusLine end={<span>{saved}</span>}>
      <Identity name="Run" hash={identity.runId} />
      <Identity name="Data" hash={identity.dataFingerprint} />
      <Identity name="Ledger" hash={identity.ledgerHash} />
      <span>
        Engine {identity.engineVersion} · wasm{' '}
        <span className="mono">{identity.wasmSha256.slice(0, 4)}</span>
      </span>
      <span>Seed {config.seed}</span>
      <span>Annualised {annualisationText(annualisation)}</span>
    </StatusLine>
  );
}

function Identity({ name, hash }: { name: string; hash: string }) {
  return (
    <span title={hash}>
      {name} <span className="mono">{formatHash(hash)}</span>
    </span>
  );
}
