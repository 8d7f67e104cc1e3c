/** One vector file of a golden topic. Arrays align with the input index; `null` is NaN. */
export interface GoldenVector {
  readonly topic: string;
  readonly case: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly expected: Readonly<Record<string, unknown>>;
  readonly tolerance: { readonly rel: number; readonly abs: number };
}

/** A computed answer in the shape of `expected`, compared key by key; a missing or additional key is a failure. */
export interface GoldenAnswer {
  /** How it was computed: `column path`, `stepped path`, `whole`, `in chunks`. */
  readonly path: string;
  readonly outputs: Readonly<Record<string, unknown>>;
  /** Expected keys this path can't produce because the case does not allow it, with the reason. Never used to hide a failure. */
  readonly notByThisPath?: Readonly<Record<string, string>>;
}

/** Computes one topic's vectors with the product's own code. */
export interface GoldenAdapter {
  readonly topic: string;
  answers(vector: GoldenVector): Promise<readonly GoldenAnswer[]>;
  /** Tolerance of one output where the vector states another one for it. */
  toleranceFor?(vector: GoldenVector, key: string): { rel: number; abs: number };
  /** Other values accepted at a place by the topic's rules; undefined = only the expected one. */
  alternatives?(vector: GoldenVector, path: string): readonly (number | null)[] | undefined;
}
