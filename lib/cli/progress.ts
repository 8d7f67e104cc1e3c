import cliProgress from 'cli-progress';
import { createJobControl, type JobControl, type JobProgress } from '../core/job';
import type { CommandIo } from './command-io';

/** Progress of one command on standard error: a bar on a terminal, one line per step of work when piped. */
export class CommandProgress {
  readonly control: JobControl;
  private bar: cliProgress.SingleBar | null = null;
  private label = '';

  constructor(
    private readonly io: CommandIo,
    private readonly quiet: boolean,
  ) {
    this.control = createJobControl(
      io.signal,
      (progress) => this.show(progress),
      () => new Promise((resolve) => setImmediate(resolve)),
    );
  }

  /** Takes the bar off the terminal. */
  stop(): void {
    this.bar?.stop();
    this.bar = null;
  }

  private show(progress: JobProgress): void {
    if (this.quiet) return;
    if (!this.io.isTerminal) {
      if (progress.label !== this.label) this.io.writeError(`${progress.label} …\n`);
      this.label = progress.label;
      return;
    }
    if (this.bar === null) {
      this.bar = new cliProgress.SingleBar({
        format: '{label} [{bar}] {percentage} %, about {eta} s left',
        barCompleteChar: '█',
        barIncompleteChar: '░',
        clearOnComplete: true,
        hideCursor: true,
        stream: process.stderr,
      });
      this.bar.start(progress.total, progress.done, { label: progress.label });
      return;
    }
    this.bar.setTotal(progress.total);
    this.bar.update(progress.done, { label: progress.label });
  }
}
