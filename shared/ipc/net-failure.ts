import { z } from 'zod';
import { Instant } from '../lib/dates.ts';

const plain = <K extends string>(kind: K) => z.strictObject({ kind: z.literal(kind) });

/** Why a question to the server got no usable answer. Nothing was lost in any of them. Words: `errors:sync.<kind>`. */
export const NetFailure = z.discriminatedUnion('kind', [
  /** The network refused in a way that has no name of its own here. */
  z.strictObject({ kind: z.literal('unreachable'), code: z.string() }),
  /** This computer has no network at all. */
  plain('no-network'),
  /** The network changed or woke up under the connection; a new connection usually works at once. */
  plain('network-changed'),
  plain('name-not-found'),
  plain('refused'),
  /** No way to that address: an address family without a route, a subnet that is not there. */
  z.strictObject({ kind: z.literal('no-route'), code: z.string() }),
  z.strictObject({ kind: z.literal('proxy-unreachable'), code: z.string() }),
  /** The proxy asks for a user name and password, or does not take the ones it got. */
  plain('proxy-login'),
  /** The proxy was reached and does not let us through to the server. */
  z.strictObject({ kind: z.literal('proxy-refused'), code: z.string() }),
  z.strictObject({ kind: z.literal('proxy-script'), code: z.string() }),
  /** Nothing moved for the stated silence. */
  plain('timeout'),
  /** Something moved all the time, but so little that a new connection is the better try. */
  plain('too-slow'),
  /** The connection ended in the middle, in either direction. */
  plain('cut-off'),
  /** The server's certificate is not of our region's authority, or not for this host. */
  z.strictObject({
    kind: z.literal('certificate'),
    reason: z.enum(['other-authority', 'intercepted', 'other-host', 'unreadable']),
    /** Who issued what was shown to us; empty when it cannot be read. */
    issuer: z.string(),
  }),
  /** The certificate is ours, but by this computer's clock its time has not come or is over. */
  z.strictObject({
    kind: z.literal('clock-certificate'),
    localTime: Instant,
    validFrom: Instant,
    validTo: Instant,
  }),
  /** A web page answered instead of our server: a portal's login page, a proxy's notice. */
  z.strictObject({ kind: z.literal('portal'), title: z.string() }),
  z.strictObject({
    kind: z.literal('http'),
    status: z.int(),
    error: z.string().nullable(),
    retryAfterSeconds: z.int().nullable(),
  }),
  plain('not-understood'),
  plain('not-enrolled'),
  plain('locked'),
]);
export type NetFailure = z.infer<typeof NetFailure>;
