import { engine, type Tensor, tensor } from '@tensorflow/tfjs-core';

/**
 * Tensors that are freed together. Kernels are called by name, past the layer that records gradients: a training step
 * is some thousand small calls, and that layer would cost as much as they do. The scope belongs to its user and not to
 * the engine, so work that pauses between two calls holds nothing open.
 */
export class TensorScope {
  private readonly held = new Set<Tensor>();

  /** Values with a shape. The array is not copied on every backend: it may not be written afterwards. */
  upload(values: Float32Array, shape: readonly number[]): Tensor {
    return this.hold(tensor(values, [...shape], 'float32'));
  }

  add(a: Tensor, b: Tensor): Tensor {
    return this.run('Add', { a, b });
  }

  sub(a: Tensor, b: Tensor): Tensor {
    return this.run('Sub', { a, b });
  }

  mul(a: Tensor, b: Tensor): Tensor {
    return this.run('Multiply', { a, b });
  }

  div(a: Tensor, b: Tensor): Tensor {
    return this.run('RealDiv', { a, b });
  }

  sqrt(x: Tensor): Tensor {
    return this.run('Sqrt', { x });
  }

  tanh(x: Tensor): Tensor {
    return this.run('Tanh', { x });
  }

  clip(x: Tensor, low: number, high: number): Tensor {
    return this.run('ClipByValue', { x }, { clipValueMin: low, clipValueMax: high });
  }

  sum(x: Tensor): Tensor {
    return this.run('Sum', { x }, { axis: x.shape.map((_, axis) => axis), keepDims: false });
  }

  /** Of [1, m, k] and [1, k, n]. Transposed operands take a slow way on some backends: transpose them before. */
  matMul(a: Tensor, b: Tensor): Tensor {
    return this.run('BatchMatMul', { a, b }, { transposeA: false, transposeB: false });
  }

  /** The logistic function of a product, in one call. Both must have three axes: the kernel reads the third unasked. */
  sigmoidMatMul(a: Tensor, b: Tensor): Tensor {
    const attributes = { transposeA: false, transposeB: false, activation: 'sigmoid' };
    return this.run('_FusedMatMul', { a, b }, attributes);
  }

  /** [1, m, n] → [1, n, m]. */
  transpose(x: Tensor): Tensor {
    return this.run('Transpose', { x }, { perm: [0, 2, 1] });
  }

  concat(parts: readonly Tensor[], axis: number): Tensor {
    // The engine takes a list where others take names.
    return this.run('Concat', parts as unknown as Record<string, Tensor>, { axis });
  }

  slice(x: Tensor, begin: readonly number[], size: readonly number[]): Tensor {
    return this.run('Slice', { x }, { begin, size });
  }

  /** Takes a tensor out: whoever asked for it frees it. */
  keep(kept: Tensor): Tensor {
    this.held.delete(kept);
    return kept;
  }

  /** Puts a tensor under this scope. */
  hold(held: Tensor): Tensor {
    this.held.add(held);
    return held;
  }

  dispose(): void {
    for (const each of this.held) each.dispose();
    this.held.clear();
  }

  private run(
    kernel: string,
    inputs: Readonly<Record<string, Tensor>>,
    attributes: Readonly<Record<string, unknown>> = {},
  ): Tensor {
    return this.hold(engine().runKernel(kernel, inputs, attributes as never) as Tensor);
  }
}
