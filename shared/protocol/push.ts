import { z } from 'zod';
import { LogHead } from './hello.ts';
import { Signed } from './receipt.ts';

/** Content type of POST /v1/push: an NDJSON batch (batch.ts), `content-encoding: br`. */
export const BATCH_CONTENT_TYPE = 'application/x-jd-batch';

/** Receipts for what is logged; `pending` when the batch starts after acts the server has not seen. */
export const PushAnswer = z.strictObject({
  v: z.int().min(1),
  receipts: z.array(Signed),
  pending: z.boolean(),
  head: LogHead,
});
export type PushAnswer = z.infer<typeof PushAnswer>;
