import { z } from 'zod';

/** GET /v1/health, for whoever asks: the server answers, in this wire version. Further fields may come. */
export const HealthAnswer = z.looseObject({ ok: z.boolean(), v: z.int().min(1) });
export type HealthAnswer = z.infer<typeof HealthAnswer>;
