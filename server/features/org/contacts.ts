import { epochMsOf, type Instant } from '../../../shared/lib/dates.ts';
import { canonicalJson } from '../../../shared/lib/json.ts';
import type { HelloRequest } from '../../../shared/protocol/hello.ts';
import type { Db } from '../../store/open-database.ts';

// What the region sees of its fleet. Nothing is decided by it: a row that a crash loses is written anew at the next contact.

/** A device greeted: when, with which versions, how its clock stands, what it says of its own work. */
export async function recordContact(db: Db, hello: HelloRequest, at: Instant): Promise<void> {
  const row = {
    contact_at: at,
    app_version: hello.appVersion,
    wire_version: hello.v,
    clock_skew_ms: epochMsOf(hello.sentAt) - epochMsOf(at),
    stated: hello.stated === undefined ? null : canonicalJson(hello.stated),
  };
  await db
    .insertInto('device_contacts')
    .values({ device_id: hello.deviceId, pulled_at: null, ...row })
    .onConflict((conflict) => conflict.column('device_id').doUpdateSet(row))
    .execute();
}

/** A device pulled to the end: its copies are as new as this. */
export async function recordPulled(db: Db, deviceId: string, at: Instant): Promise<void> {
  await db.updateTable('device_contacts').set({ pulled_at: at }).where('device_id', '=', deviceId).execute();
}
