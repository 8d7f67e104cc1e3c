import type { Tensor } from '@tensorflow/tfjs-core';
import { TensorScope } from './tensor-scope';

const beta1 = 0.9;
const beta2 = 0.999;
const epsilon = 1e-7;

/** A tensor of weights under Adam, with its running moments. */
export interface Adapted {
  weights: Tensor;
  mean: Tensor;
  square: Tensor;
}

/** Numbers of Adam on the device. */
export interface AdamConstants {
  readonly beta1: Tensor;
  readonly beta2: Tensor;
  readonly rest1: Tensor;
  readonly rest2: Tensor;
  readonly epsilon: Tensor;
}

/** @param scope frees them */
export function adamConstants(scope: TensorScope): AdamConstants {
  const number = (x: number) => scope.upload(Float32Array.of(x), []);
  return {
    beta1: number(beta1),
    beta2: number(beta2),
    rest1: number(1 - beta1),
    rest2: number(1 - beta2),
    epsilon: number(epsilon),
  };
}

/** What the moments still lack of their limits after a number of steps: β₁ⁿ and β₂ⁿ. */
export interface AdamPowers {
  readonly mean: number;
  readonly square: number;
}

/** After one step more. */
export const nextPowers = ({ mean, square }: AdamPowers): AdamPowers => ({
  mean: mean * beta1,
  square: square * beta2,
});

/** After `steps` steps: the same bits as one after the other. */
export function powersAfter(steps: number): AdamPowers {
  let powers: AdamPowers = { mean: 1, square: 1 };
  for (let step = 0; step < steps && powers.square > 0; step++) powers = nextPowers(powers);
  return powers;
}

/**
 * One step of Adam (Kingma and Ba 2015): m ← β₁m + (1−β₁)g, v ← β₂v + (1−β₂)g²,
 * w ← w − η·(m / (1−β₁ⁿ)) / (√(v / (1−β₂ⁿ)) + ε). The old tensors are freed.
 * @param powers after this step
 */
export function adamUpdate(
  adapted: Adapted,
  gradient: Tensor,
  rate: number,
  powers: AdamPowers,
  constants: AdamConstants,
): void {
  const scope = new TensorScope();
  const number = (x: number) => scope.upload(Float32Array.of(x), []);
  const mean = scope.add(
    scope.mul(adapted.mean, constants.beta1),
    scope.mul(gradient, constants.rest1),
  );
  const square = scope.add(
    scope.mul(adapted.square, constants.beta2),
    scope.mul(scope.mul(gradient, gradient), constants.rest2),
  );
  const spread = scope.mul(scope.sqrt(square), number(1 / Math.sqrt(1 - powers.square)));
  const move = scope.div(
    scope.mul(mean, number(rate / (1 - powers.mean))),
    scope.add(spread, constants.epsilon),
  );
  const weights = scope.sub(adapted.weights, move);
  for (const old of [adapted.weights, adapted.mean, adapted.square]) old.dispose();
  adapted.weights = scope.keep(weights);
  adapted.mean = scope.keep(mean);
  adapted.square = scope.keep(square);
  scope.dispose();
}
