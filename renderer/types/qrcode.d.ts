/** The part of qrcode that we use. Its own types bring Node's into the window. */
export function create(
  text: string,
  options: { readonly errorCorrectionLevel: 'L' | 'M' | 'Q' | 'H' },
): {
  readonly modules: { readonly size: number; get(row: number, column: number): number };
};
