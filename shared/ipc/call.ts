import type { z } from 'zod';

/** A question from the window to the main process: both sides parse with the same schemas. */
export interface Call<I, O> {
  readonly type: 'call';
  readonly input: z.ZodType<I>;
  readonly output: z.ZodType<O>;
}

/** News from the main process to the window. */
export interface Event<P> {
  readonly type: 'event';
  readonly payload: z.ZodType<P>;
}

export function call<I, O>(input: z.ZodType<I>, output: z.ZodType<O>): Call<I, O> {
  return { type: 'call', input, output };
}

export function event<P>(payload: z.ZodType<P>): Event<P> {
  return { type: 'event', payload };
}
