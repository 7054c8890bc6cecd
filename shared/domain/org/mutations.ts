import { z } from 'zod';
import { PortableJson } from '../../lib/json.ts';
import { applied, mutation } from '../../lib/mutation.ts';
import { bureauSettingId, bureauSettingKind, SettingKey } from './bureau-settings.ts';

/** Sets one of a bureau's own values; null gives the house's back. The later of two acts counts, both stay in the events. */
export const setBureauSetting = mutation({
  name: 'settings/set',
  version: 1,
  args: z.strictObject({
    prefectureCode: z.string().regex(/^\d{6}$/),
    key: SettingKey,
    value: PortableJson.nullable(),
  }),
  lane: (args) => bureauSettingId(args.prefectureCode, args.key),
  run: async (tx, { prefectureCode, key, value }, context) => {
    const id = bureauSettingId(prefectureCode, key);
    const before = await tx.get(bureauSettingKind, id);
    const event = { kind: 'set' as const, at: context.claimedAt, by: context.actor, value };
    const events = [...(before?.events ?? []), event];
    tx.put(bureauSettingKind, { id, prefectureCode, key, value, events });
    return applied;
  },
});
