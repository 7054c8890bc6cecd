import { expect, test } from 'vitest';
import { z } from 'zod';
import { LEAD, PARTNER, PREFECTURE } from '../../../test/support/inspection-builders.ts';
import { MemoryOffice } from '../../../test/support/memory-office.ts';
import { bureauSettingId, bureauSettingKind, settingValue } from './bureau-settings.ts';
import { setBureauSetting } from './mutations.ts';

const Days = z.array(z.number());

test('a bureau sets its own value and takes it back; every value that ever stood is kept', async () => {
  const office = new MemoryOffice();
  const set = (value: number[] | null, by = LEAD) =>
    office.act(setBureauSetting, { prefectureCode: PREFECTURE, key: 'some-days', value }, by);
  const now = () =>
    settingValue(office.get(bureauSettingKind, bureauSettingId(PREFECTURE, 'some-days')), Days, [1]);
  expect(now()).toEqual([1]);
  await set([2, 3]);
  expect(now()).toEqual([2, 3]);
  await set(null, PARTNER);
  expect(now()).toEqual([1]);
  const [record] = office.all(bureauSettingKind);
  expect(record?.events.map(({ by, value }) => [by, value])).toEqual([
    [LEAD, [2, 3]],
    [PARTNER, null],
  ]);
});

test('a value that does not fit what this app knows leaves the house value in force', async () => {
  const office = new MemoryOffice();
  await office.act(
    setBureauSetting,
    { prefectureCode: PREFECTURE, key: 'some-days', value: { newer: 1 } },
    LEAD,
  );
  expect(settingValue(office.all(bureauSettingKind)[0] ?? null, Days, [1])).toEqual([1]);
});
