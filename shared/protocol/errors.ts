import { z } from 'zod';

/** Who must act on an error. */
export type NextActor = 'retry' | 'sign-in' | 'update-app' | 'ask-officer' | 'give-up';

/** Error kinds the server answers with. Retired kinds are listed, never reused. Texts: `errors:<kind>` in locales/. */
export const ERROR_KINDS = {
  'bad-request': 'give-up',
  'body-too-large': 'retry',
  'too-many-requests': 'retry',
  'server-error': 'retry',
  'server-busy': 'retry',
  'not-found': 'give-up',
  'session-expired': 'sign-in',
  'unknown-device': 'ask-officer',
  'device-revoked': 'ask-officer',
  'device-signature': 'ask-officer',
  'wire-version-unsupported': 'update-app',
  'enrolment-code-unknown': 'ask-officer',
  'enrolment-code-used': 'ask-officer',
  'enrolment-code-expired': 'ask-officer',
  'attachment-not-readable': 'give-up',
  'attachment-mismatch': 'retry',
  'malformed-batch': 'give-up',
  'chain-mismatch': 'ask-officer',
  'log-of-other-device': 'ask-officer',
} as const satisfies Record<string, NextActor>;

export type ErrorKind = keyof typeof ERROR_KINDS;

export const ErrorBody = z.looseObject({
  error: z.looseObject({
    kind: z.enum(Object.keys(ERROR_KINDS) as [ErrorKind, ...ErrorKind[]]),
    retryAfterSeconds: z.int().min(0).optional(),
  }),
});
export type ErrorBody = z.infer<typeof ErrorBody>;
