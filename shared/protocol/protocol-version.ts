// 1  first release: hello, push (NDJSON batch), pull (feed vector), tus attachments, signed receipts
/** Wire version of requests and answers. The server accepts this one and two older; act formats are accepted for ever. */
export const PROTOCOL_VERSION = 1;
/** Oldest wire version a server still answers. */
export const PROTOCOL_FLOOR = 1;
