import { z } from 'zod';
import {
  bureauSettingId,
  bureauSettingKind,
  settingValue,
} from '../../../../shared/domain/org/bureau-settings.ts';
import { setBureauSetting } from '../../../../shared/domain/org/mutations.ts';
import type { Desk } from '../../../data/desk.ts';
import type { Remembered } from './mapping.ts';

// Header words and keys of ours, nothing of any row. A bureau's files look alike, so its desks share what one of them was told.
const KEY = 'register-columns';
const Kept = z.record(z.string().max(200), z.string().max(60));

export async function readRemembered({ records, prefectureCode }: Desk): Promise<Remembered> {
  return settingValue(await records.get(bureauSettingKind, bureauSettingId(prefectureCode, KEY)), Kept, {});
}

export async function keepRemembered(desk: Desk, remembered: Remembered): Promise<void> {
  await desk.act(setBureauSetting, { prefectureCode: desk.prefectureCode, key: KEY, value: remembered });
}
