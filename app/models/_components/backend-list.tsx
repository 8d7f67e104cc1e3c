import { formatDuration } from '../../../lib/analytics/views/format';
import type { BackendTrial, TrainingBackend } from '../../../workers/models.api';
import { type PlainColumn, PlainTable } from '../../_components/plain-table';
import classes from './models.module.css';

const names: Readonly<Record<TrainingBackend, string>> = {
  webgpu: 'WebGPU',
  wasm: 'WebAssembly',
  cpu: 'JavaScript',
};

/** What each backend is worth on this machine, and which was taken. */
export function BackendList(props: {
  readonly trials: readonly BackendTrial[];
  readonly chosen: TrainingBackend | null;
}) {
  const rows = props.trials.map(({ backend, stepMs, note }) => ({
    key: backend,
    cells: [
      <>
        {names[backend]}
        {backend === props.chosen && <span className={classes.chip}>taken</span>}
      </>,
      stepMs === null ? '–' : formatDuration(stepMs),
      note,
    ],
  }));
  return <PlainTable caption="Backends on this machine" columns={columns} rows={rows} />;
}

const columns: readonly PlainColumn[] = [
  { label: 'Backend' },
  { label: 'A step', numeric: true },
  { label: 'Note' },
];
