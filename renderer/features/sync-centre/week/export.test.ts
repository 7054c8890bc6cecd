import { expect, test } from 'vitest';
import type { LogId } from '../../../../shared/lib/ids.ts';
import type { IsoWeek } from '../../../../shared/lib/iso-week.ts';
import { sha256Hex } from '../../../../shared/lib/sha256.ts';
import { buildSheet } from '../../../../shared/protocol/reconciliation.ts';
import { sheetCsv, sheetJson } from './export.ts';

const logId = '01JD0000000000000000000000' as LogId;
const week = '2026-W48' as IsoWeek;
const sheet = buildSheet({
  week,
  acts: [
    { logId, seq: 1, name: 'log/open', state: 'delivered', fate: 'applied' },
    { logId, seq: 2, name: 'inspection/answer', state: 'waiting', fate: 'unreceipted' },
  ],
  photos: [],
  marks: [{ logId, seq: 1, chain: sha256Hex('1') }],
});

test('the file for a spreadsheet holds the lines, their sum, the files and the logs', () => {
  expect(sheetCsv(sheet).split('\r\n')).toEqual([
    'week,kind,created,delivered,waiting,quarantined,withdrawn',
    '2026-W48,inspection/answer,1,0,1,0,0',
    '2026-W48,log/open,1,1,0,0,0',
    '2026-W48,total,2,1,1,0,0',
    '',
    'week,files,made,received,waiting,stopped',
    '2026-W48,count,0,0,0,0',
    '2026-W48,bytes,0,0,0,0',
    '',
    'week,log,from,to,acts,receipted,chain',
    `2026-W48,${logId},1,2,2,1,${sha256Hex('1')}`,
    '',
  ]);
});

test('the JSON carries the sheet itself, with the comparison when there was one', () => {
  expect(JSON.parse(sheetJson(sheet, null))).toEqual({ format: 'jd-week-1', sheet, comparison: null });
});
