/** How a data set is named: a stored one by fingerprint, or one that can be made on the spot. */
export type DataRef =
  | { readonly kind: 'stored'; readonly fingerprint: string }
  | { readonly kind: 'sample'; readonly id: string }
  | {
      readonly kind: 'synthetic';
      readonly config: Readonly<Record<string, unknown>>;
      readonly asset: number;
    };
