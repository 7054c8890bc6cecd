import type { ActRef } from '../../../shared/lib/mutation.ts';

/** `<logId>:<seq>`, as records and waiting acts name an act. */
export function actKeyOf({ logId, seq }: ActRef): string {
  return `${logId}:${seq}`;
}

/** An act within its log, of one history. */
export function placeOf({ seq, hash }: { readonly seq: number; readonly hash: string }): string {
  return `${seq}:${hash}`;
}
