import { formatDuration } from '../../../lib/analytics/views/format';
import type { BackendTrial, TrainingBackend } from '../../../workers/models.api';
import place from '../../_components/place.module.css';
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
  return (
    <table className={place.table}>
      <caption>Backends on this machine</caption>
      <thead>
        <tr>
          <th scope="col">Backend</th>
          <th scope="col">A step</th>
          <th scope="col">Note</th>
        </tr>
      </thead>
      <tbody>
        {props.trials.map(({ backend, stepMs, note }) => (
          <tr key={backend}>
            <td>
              {names[backend]}
              {backend === props.chosen && <span className={classes.chip}>taken</span>}
            </td>
            <td>{stepMs === null ? '–' : formatDuration(stepMs)}</td>
            <td>{note}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
