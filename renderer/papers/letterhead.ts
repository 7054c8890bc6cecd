import letterheads from '../../resources/domain/letterheads.json';
import prefectures from '../../resources/domain/prefectures.json';
import { Letterhead, LETTERHEAD_KEY } from '../../shared/domain/documents/letterhead.ts';
import { bureauSettingId, bureauSettingKind, settingValue } from '../../shared/domain/org/bureau-settings.ts';
import type { RecordReader } from '../data/desk.ts';

/** The house's proposal for a bureau: its name, the first letter of its numbers, the words where the seal goes. */
export function houseLetterhead(prefectureCode: string): Letterhead {
  const unit = prefectures.units.find((one) => one.code === prefectureCode);
  const bureau = unit?.bureau ?? prefectures.region.name;
  const marks: Readonly<Record<string, string>> = letterheads.marks;
  return {
    bureau: { zh: bureau.zh, ug: bureau.ug },
    mark: marks[prefectureCode] ?? letterheads.regionMark,
    seal: letterheads.seal,
  };
}

export async function letterheadOf(records: RecordReader, prefectureCode: string): Promise<Letterhead> {
  const setting = await records.get(bureauSettingKind, bureauSettingId(prefectureCode, LETTERHEAD_KEY));
  return settingValue(setting, Letterhead, houseLetterhead(prefectureCode));
}
