import { z } from 'zod';
import { Instant } from '../lib/dates.ts';
import { OfficerId } from '../lib/ids.ts';
import { call } from './call.ts';
import { NetFailure } from './net-failure.ts';

// The line to the region: proxy, the bureau's own authority, schedule and budget, the connection doctor.

const Bytes = z.custom<Uint8Array<ArrayBuffer>>((v) => v instanceof Uint8Array, 'bytes');
const Nothing = z.undefined().or(z.null());
const Written = z.strictObject({ kind: z.literal('written') });
const NotWritten = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('disk-full') }),
  z.strictObject({ kind: z.literal('disk-error'), code: z.string() }),
]);

/** How the server is reached. Only what `mode` names counts; the rest is kept for switching back. */
export const ProxySettings = z.strictObject({
  mode: z.enum(['system', 'none', 'fixed', 'pac-url', 'pac-file']),
  /** `host:port`, for `fixed`. */
  address: z.string().max(300),
  pacUrl: z.string().max(500),
  /** Text of the chosen file, for `pac-file`; it is ours once chosen, the file may go. */
  pacText: z.string().max(200_000),
});
export type ProxySettings = z.infer<typeof ProxySettings>;

/** Never written in clear, never logged: sealed under the data key, or in memory until somebody signs in. */
const ProxyLogin = z.strictObject({ user: z.string().min(1).max(200), password: z.string().max(500) });
export type ProxyLogin = z.infer<typeof ProxyLogin>;

export const BureauAuthority = z.strictObject({
  /** The one host for which it counts. */
  host: z.string(),
  fingerprint: z.string(),
  subject: z.string(),
  validFrom: Instant,
  validTo: Instant,
});
export type BureauAuthority = z.infer<typeof BureauAuthority>;

export const AuthorityEvent = z.strictObject({
  at: Instant,
  what: z.enum(['added', 'removed']),
  /** Null when it happened before anybody was signed in. */
  officerId: OfficerId.nullable(),
  host: z.string(),
  fingerprint: z.string(),
});
export type AuthorityEvent = z.infer<typeof AuthorityEvent>;

/** A file of the bureau's IT person, looked at; `authority` is not trusted yet. */
export const AuthorityLook = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('authority'), authority: BureauAuthority }),
  z.strictObject({ kind: z.literal('not-a-certificate') }),
  z.strictObject({ kind: z.literal('has-private-key') }),
  z.strictObject({ kind: z.literal('several-certificates') }),
  /** A server's own certificate instead of the authority that issued it. */
  z.strictObject({ kind: z.literal('not-an-authority') }),
  z.strictObject({ kind: z.literal('authority-expired'), validTo: Instant }),
  z.strictObject({ kind: z.literal('no-host') }),
]);
export type AuthorityLook = z.infer<typeof AuthorityLook>;

const ClockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** When work travels by itself, how much, and when silence becomes an alarm. */
export const LinkPlan = z.strictObject({
  mode: z.enum(['automatic', 'hours', 'manual']),
  /** Spans of a day on the office's clock, for `hours`. */
  hours: z.array(z.strictObject({ from: ClockTime, to: ClockTime })).max(4),
  /** Weekdays for `hours`: 1 is Monday, 7 is Sunday. */
  days: z.array(z.int().min(1).max(7)).max(7),
  /** Null: no limit. Text always goes first and is never held by it; photos stop there. */
  dayBudgetBytes: z.int().min(0).nullable(),
  monthBudgetBytes: z.int().min(0).nullable(),
  /** Days without an answer of the server, with work waiting, after which the status turns red. */
  alarmDays: z.int().min(1).max(60),
  paused: z.boolean(),
});
export type LinkPlan = z.infer<typeof LinkPlan>;

/** Office hours of the southern prefectures on Beijing time, Monday to Friday; an office changes them in its settings. */
export const FIRST_LINK_PLAN: LinkPlan = {
  mode: 'automatic',
  hours: [
    { from: '10:00', to: '14:00' },
    { from: '16:00', to: '20:00' },
  ],
  days: [1, 2, 3, 4, 5],
  dayBudgetBytes: null,
  monthBudgetBytes: null,
  alarmDays: 7,
  paused: false,
};

export const DOCTOR_STEPS = [
  'interface',
  'proxy',
  'name',
  'tcp',
  'tls',
  'server',
  'device',
  'session',
  'clock',
  'upload',
  'download',
  'rate',
] as const;
export const DoctorStep = z.enum(DOCTOR_STEPS);
export type DoctorStep = z.infer<typeof DoctorStep>;

/** One step of the doctor. `code` has words under `doctor:result.<code>`; a `failure` has its own under `errors:sync`. */
export const DoctorResult = z.strictObject({
  step: DoctorStep,
  state: z.enum(['ok', 'warn', 'failed', 'skipped']),
  code: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number()])),
  failure: NetFailure.nullable(),
  tookMs: z.int().min(0),
});
export type DoctorResult = z.infer<typeof DoctorResult>;

export const linkCalls = {
  'link/proxy-read': call(
    Nothing,
    z.strictObject({ proxy: ProxySettings, loginUser: z.string().nullable() }),
  ),
  'link/proxy-write': call(
    /** `login`: absent keeps what is there, null forgets it. */
    z.strictObject({ proxy: ProxySettings, login: ProxyLogin.nullable().optional() }),
    z.union([
      Written,
      z.strictObject({ kind: z.literal('proxy-address-mistyped') }),
      z.strictObject({ kind: z.literal('pac-address-mistyped') }),
      z.strictObject({ kind: z.literal('pac-file-wrong') }),
      NotWritten,
    ]),
  ),
  'link/authority-read': call(
    Nothing,
    z.strictObject({ authority: BureauAuthority.nullable(), history: z.array(AuthorityEvent) }),
  ),
  'link/authority-look': call(
    z.strictObject({ bytes: Bytes, address: z.string().max(200).nullable() }),
    AuthorityLook,
  ),
  /** Trusts what was looked at last, if it still has this fingerprint. */
  'link/authority-take': call(
    z.strictObject({ fingerprint: z.string() }),
    z.union([Written, z.strictObject({ kind: z.literal('nothing-looked-at') }), NotWritten]),
  ),
  'link/authority-remove': call(Nothing, z.union([Written, NotWritten])),
  'link/plan-read': call(Nothing, LinkPlan),
  'link/plan-write': call(LinkPlan.partial(), LinkPlan),
  /** One step of the connection doctor; the first one forgets what an earlier run found. */
  'link/check': call(z.strictObject({ step: DoctorStep }), DoctorResult),
  /** Ends exchanges under way: the watchdog's way out of a round that hangs, and the officer's pause. */
  'link/abort': call(z.strictObject({ what: z.enum(['all', 'photos']) }), Nothing),
  /** A notice of the desktop; the words are the window's, they name nobody. */
  'link/notify': call(z.strictObject({ title: z.string().max(120), body: z.string().max(400) }), Nothing),
  /** What still has to leave while the window is closed; null: nothing, the app may end with its window. */
  'link/background': call(
    z.strictObject({ title: z.string().max(120), body: z.string().max(400) }).nullable(),
    Nothing,
  ),
} as const;
