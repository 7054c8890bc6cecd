// 3  marks, reconciliation and other optional fields of answers; outcomes `closed` and held for `predecessor-record`
// 2  packed coding of push and pull (packed-batch.ts, packed-page.ts)
// 1  first release: hello, push (NDJSON batch), pull (feed vector), tus attachments, signed receipts

/** Wire version of requests and answers. The server accepts this one and two older; act formats are accepted for ever. */
export const PROTOCOL_VERSION = 3;
/** Oldest wire version a server still answers. */
export const PROTOCOL_FLOOR = 1;
/** Header that names the wire version of a request whose body has no `v` (a batch, a file); without it the version is 1. */
export const WIRE_HEADER = 'jd-wire';

/**
 * Fields an answer has from wire version `first` on. Older clients read answers strictly, so nothing newer may reach them:
 * `{ ...answer, ...sinceWire(3, request.v, () => ({ marks })) }`. On the reading side such fields are optional.
 */
export function sinceWire<T extends object>(first: number, asked: number, fields: () => T): Partial<T> {
  return asked >= first ? fields() : {};
}
