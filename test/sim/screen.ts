import { canonicalJson } from '../../shared/lib/json.ts';
import { recordRegistry } from '../../shared/protocol/record-registry.ts';
import { keyOf } from '../../shared/sync/ports.ts';
import { rebase } from '../../shared/sync/rebase.ts';
import { deskRegistry } from './sim-acts.ts';
import type { SimDevice } from './sim-device.ts';

/** At every moment: what is shown is the server's copies with the unrun acts of this device on top (rule S9). */
export async function checkScreen(world: { fail(why: string): void }, device: SimDevice): Promise<void> {
  const store = device.storeOn(device.profile.db);
  // The server was restored: what waits again still shows in the copies of the old epoch, until the next pull brings the new ones.
  if ((await store.greetedEpoch()) !== (await store.epoch())) return;
  // Acts left the replay set a moment ago, in this very section: the screen is being made anew, or will be when the desk opens again.
  if (await store.isShownStale()) return;
  const shown = new Map<string, string>();
  for (const table of recordRegistry.keys())
    for (const row of await device.rows.records(table).where('dirty').equals(1).toArray()) {
      const state = await store.state.read(table, row.id);
      if (state) shown.set(keyOf(table, row.id), canonicalJson(state.record));
    }
  const again = await rebase(store.confirmed, await store.replaySet(), deskRegistry);
  const expected = new Map(
    [...again.states].flatMap(([key, { record }]) => (record ? [[key, canonicalJson(record)] as const] : [])),
  );
  for (const [key, text] of expected)
    if (shown.get(key) !== text) world.fail(`${device.name} shows ${key} as ${shown.get(key)}, not ${text}`);
  if (shown.size !== expected.size)
    world.fail(`${device.name} shows ${shown.size} unsent records, not ${expected.size}`);
}
