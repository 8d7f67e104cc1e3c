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

/** Says something at the edge of the page; an error in its own words. */
export const tell = (notice: {
  title?: string;
  message?: string;
  kind?: 'done' | 'care' | 'error';
  error?: unknown;
}): Promise<void> => {
  const { error, message = describeError(error), ...rest } = notice;
  return say({ ...rest, message });
};

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

/** What can be saved of a run. */
export type Export = 'trades' | 'equity' | 'figures' | 'figures-json' | 'report';

/** Saves a part of the run on screen as a file. */
export async function exportRun(what: Export): Promise<void> {
  const run = finished();
  if (run === null) return;
  const { result, data, config } = run;
  const stem = fileStem(result.title, result.data.name);
  try {
    switch (what) {
      case 'trades':
        return saveCsv(await backtest.tradesCsv(data, config), `${stem}-trades.csv`);
      case 'equity':
        return saveCsv(await backtest.equityCsv(data, config), `${stem}-equity.csv`);
      case 'figures': {
        const { figuresCsv } = await import('../../../lib/analytics/views/figures-csv');
        return saveCsv(figuresCsv(result), `${stem}-figures.csv`);
      }
      case 'figures-json': {
        const { resultJson } = await import('../../../lib/analytics/views/result-json');
        const text = `${JSON.stringify(resultJson(result), null, 2)}\n`;
        return saveFile(text, `${stem}-figures.json`, 'application/json');
      }
      case 'report': {
        const html = await backtest.reportHtml(data, config, await reportHeading(run));
        return saveFile(html, `${stem}-report.html`, 'text/html;charset=utf-8');
      }
    }
  } catch (error) {
    await say({ kind: 'error', title: 'Nothing was exported', message: describeError(error) });
  }
}

/** The name its owner gave the run, and the link that opens it; no link where it would be too long. */
async function reportHeading(
  run: NonNullable<ReturnType<typeof finished>>,
): Promise<{ name: string; address: string | null }> {
  const [{ fragment, asFile }, runs] = await Promise.all([
    backtest.makeLink(run.data, run.config),
    backtest.listRuns(),
  ]);
  const kept = runs.find(({ runId }) => runId === run.result.identity.runId);
  const hash = fragment.startsWith('#') ? fragment : `#${fragment}`;
  return {
    name: kept?.name ?? run.result.title,
    address: asFile === null ? `${window.location.origin}/${hash}` : null,
  };
}
