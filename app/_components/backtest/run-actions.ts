import { formatCount } from '../../../lib/analytics/views/format';
import { backtest } from '../../../workers/backtest.client';
import { labStore } from '../../_hooks/lab-store';
import { describeError } from '../describe-error';
import { saveCsv, saveFile } from '../save-file';
import { linkCopied } from './first-steps';

/** The notices are loaded with the first thing that needs one. */
const say = async (notice: {
  title?: string;
  message: string;
  kind?: 'done' | 'care' | 'error';
}): Promise<void> => (await import('../shell/notify')).notify(notice);

const fileStem = (title: string, data: string): string =>
  `${title} on ${data}`.replace(/[^\p{L}\p{N}]+/gu, '-').toLowerCase();

/** The finished run and the setup it was made with; null before the first one. */
function finished() {
  const { result, resultSetup } = labStore.get();
  return result === null || resultSetup === null ? null : { result, ...resultSetup };
}

/** Puts the run's link on the clipboard, or saves it as a file where it would be too long. */
export async function copyLink(): Promise<void> {
  const run = finished();
  if (run === null) return;
  try {
    const { fragment, length, asFile } = await backtest.makeLink(run.data, run.config);
    if (asFile !== null) {
      saveFile(asFile as BlobPart, `${fileStem(run.result.title, run.result.data.name)}.lookback`);
      await say({
        title: 'Saved as a file',
        message: `The link would be ${formatCount(length)} characters, too long for many programs. The .lookback file holds the same.`,
      });
      return;
    }
    const hash = fragment.startsWith('#') ? fragment : `#${fragment}`;
    const url = `${window.location.origin}/${hash}`;
    await copyText(url);
    linkCopied();
    await say({
      title: 'Link copied',
      message: `${formatCount(url.length)} characters. It holds the setup and the result, not the prices, and checks itself where it is opened.`,
    });
  } catch (error) {
    await say({ kind: 'error', title: 'No link was copied', message: describeError(error) });
  }
}

/** The clipboard needs a secure context; elsewhere the old command still works. */
async function copyText(text: string): Promise<void> {
  if (navigator.clipboard !== undefined) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const field = document.createElement('textarea');
  field.value = text;
  document.body.append(field);
  field.select();
  const copied = document.execCommand('copy');
  field.remove();
  if (!copied) throw new Error('this browser doesn’t let the page use the clipboard');
}

async function exportCsv(what: 'trades' | 'equity'): Promise<void> {
  const run = finished();
  if (run === null) return;
  try {
    const csv =
      what === 'trades'
        ? await backtest.tradesCsv(run.data, run.config)
        : await backtest.equityCsv(run.data, run.config);
    saveCsv(csv, `${fileStem(run.result.title, run.result.data.name)}-${what}.csv`);
  } catch (error) {
    await say({ kind: 'error', title: 'Nothing was exported', message: describeError(error) });
  }
}

export const exportTrades = (): Promise<void> => exportCsv('trades');
export const exportEquity = (): Promise<void> => exportCsv('equity');
