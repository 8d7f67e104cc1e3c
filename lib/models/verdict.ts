import { countText } from '../core/count-text';
import type { IntervalEstimate, PredictorScore } from './training-report';

/**
 * What the scores of a training say, in one plain sentence, and a second one where several models were tried.
 * @param scores the network's first
 * @param modelsTried on these data so far, this one included
 */
export function verdictOf(scores: readonly PredictorScore[], modelsTried: number): string {
  const network = scores[0]?.ic ?? null;
  const ridge = scores.find(({ name }) => name === 'Ridge regression')?.ic ?? null;
  const sentence = network === null ? noScore(scores[0]) : judged(network, ridge);
  if (modelsTried < 2) return sentence;
  return `${sentence} ${countText(modelsTried)} models were tried on these data: the best of several looks better than it is.`;
}

function noScore(network: PredictorScore | undefined): string {
  return network?.hitRate === null
    ? 'Out of sample there are too few returns to tell whether the network knows anything.'
    : 'Out of sample the network predicts the same at every bar: it has learned nothing that varies.';
}

function judged(network: IntervalEstimate, ridge: IntervalEstimate | null): string {
  const figure = `IC ${figureText(network.value)}, ${figureText(network.low)} to ${figureText(network.high)}`;
  const isBetter = ridge === null || network.low > ridge.value;
  if (network.high < 0) {
    return `Out of sample the network ranked returns the wrong way round (${figure}): what it learned did not last.`;
  }
  if (network.low <= 0) {
    const also = isBetter ? '' : ' and no better than ridge regression';
    return `Out of sample the network is indistinguishable from noise (${figure})${also}.`;
  }
  if (ridge === null) {
    return `Out of sample the network ranks returns better than chance (${figure}).`;
  }
  const beside = `IC ${figureText(ridge.value)}`;
  return isBetter
    ? `Out of sample the network ranks returns better than chance (${figure}), and better than ridge regression (${beside}).`
    : `Out of sample the network ranks returns better than chance (${figure}), but no better than ridge regression (${beside}).`;
}

function figureText(value: number): string {
  const text = Math.abs(value).toFixed(2);
  return value < 0 && text !== '0.00' ? `−${text}` : text;
}
