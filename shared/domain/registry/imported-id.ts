import type { RecordId } from '../../lib/ids.ts';
import { sha256Hex } from '../../lib/sha256.ts';

/** The id of a record that an import enters: the same on every desk that imports the same number of the same prefecture. */
export function importedId(
  table: 'institutions' | 'appraisers' | 'certificates',
  prefectureCode: string,
  number: string,
): RecordId {
  return `R${sha256Hex(`${table}|${prefectureCode}|${number}`).slice(0, 25).toUpperCase()}` as RecordId;
}
