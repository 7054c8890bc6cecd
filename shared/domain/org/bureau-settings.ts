import { z } from 'zod';
import { Instant } from '../../lib/dates.ts';
import { OfficerId, RecordId } from '../../lib/ids.ts';
import { PortableJson } from '../../lib/json.ts';
import { recordKind } from '../../lib/record-kind.ts';

export const SettingKey = z.string().regex(/^[a-z][a-z0-9-]{0,47}$/);

/**
 * What a bureau set otherwise than the house: one record per key. `value` null: back to the house's default. Each key's owner
 * parses the value with its own schema (`settingValue`); every earlier value stays in `events`, the newest last.
 */
export const BureauSetting = z.strictObject({
  id: RecordId,
  prefectureCode: z.string(),
  key: SettingKey,
  value: PortableJson.nullable(),
  events: z
    .array(
      z.strictObject({ kind: z.literal('set'), at: Instant, by: OfficerId, value: PortableJson.nullable() }),
    )
    .min(1),
});
export type BureauSetting = z.infer<typeof BureauSetting>;

export const bureauSettingKind = recordKind<BureauSetting>({
  table: 'bureauSettings',
  schema: BureauSetting,
  compartment: 'ordinary',
  columns: { key: (setting) => setting.key },
});

export function bureauSettingId(prefectureCode: string, key: string): RecordId {
  return `${prefectureCode}:${key}` as RecordId;
}

/** The bureau's own value where there is one that fits, else the house's: a value written by a newer app must not stop an older one. */
export function settingValue<T>(setting: BureauSetting | null, schema: z.ZodType<T>, house: T): T {
  if (!setting || setting.value === null) return house;
  const own = schema.safeParse(setting.value);
  return own.success ? own.data : house;
}
