import { expect, test } from 'vitest';
import { anInstitution } from '../../../test/support/inspection-builders.ts';
import { MemoryOffice } from '../../../test/support/memory-office.ts';
import type { CivilDate } from '../../lib/dates.ts';
import type { OfficerId, RecordId } from '../../lib/ids.ts';
import { institutionKind } from '../registry/institution.ts';
import { campaignKind } from './campaign.ts';
import { campaignReport } from './campaign-report.ts';
import { feeCheckKind, type FeeLine } from './fee-check.ts';
import { matterCheckKind } from './matter-check.ts';
import { closeCampaign, noteMovedCase, openCampaign, saveFeeCheck, saveMatterCheck } from './mutations.ts';

const WHO = 'officer-1' as OfficerId;
const ON = '2026-11-24' as CivilDate;
const CAMPAIGN = 'CAMP-1' as RecordId;
const institution = anInstitution();
const line: FeeLine = {
  id: 'L1' as RecordId,
  opinionNo: '1',
  itemCode: 'FM-INJURY',
  rule: { kind: 'per-unit', maxFen: 80_000 },
  units: 1,
  disputedFen: 0,
  displayedFen: null,
  chargedFen: 100_000,
  reliefFen: 0,
  hasReceipt: false,
  refundedFen: 5_000,
  remark: '',
};
const common = {
  prefectureCode: institution.prefectureCode,
  institutionId: institution.id,
  campaignId: CAMPAIGN,
  taskId: null,
  on: ON,
};
const feeArgs = (seen: number, close = false, lines: FeeLine[] = [line]) => ({
  check: { ...common, id: 'FEE-1' as RecordId, standardVersion: '1', standardConfirmed: false, lines },
  close,
  seen,
  on: ON,
});

async function opened(): Promise<MemoryOffice> {
  const office = new MemoryOffice().seed(institutionKind, institution);
  const campaign = {
    id: CAMPAIGN,
    prefectureCode: institution.prefectureCode,
    kind: 'fees' as const,
    name: { zh: '收费专项', ug: 'ھەق تەكشۈرۈشى' },
    order: '喀司通12号',
    scope: '',
    tasks: '',
    from: ON,
    to: '2026-12-31' as CivilDate,
    institutionIds: [institution.id],
    checklistIds: [],
    partners: [],
  };
  await office.act(openCampaign, { campaign, on: ON }, WHO);
  return office;
}

test('a fee check is not written over by somebody who had not seen its last change, nor after it is closed', async () => {
  const office = await opened();
  expect((await office.act(saveFeeCheck, feeArgs(0), WHO)).ok).toBe(true);
  expect(await office.act(saveFeeCheck, feeArgs(0), WHO)).toMatchObject({ error: { kind: 'check-changed' } });
  expect((await office.act(saveFeeCheck, feeArgs(1, true), WHO)).ok).toBe(true);
  expect(await office.act(saveFeeCheck, feeArgs(2), WHO)).toMatchObject({ error: { kind: 'check-closed' } });
  expect(office.get(feeCheckKind, 'FEE-1' as RecordId)?.events.map((event) => event.kind)).toEqual([
    'opened',
    'closed',
  ]);
});

test('counts are of the sample: none is larger, agents are not counted twice, another kind of count is not taken', async () => {
  const office = await opened();
  interface Over {
    readonly counts?: Record<string, number>;
    readonly clusters?: { agent: number; files: number }[];
  }
  const save = (over: Over) => {
    const check = { ...common, id: 'M-1' as RecordId, kind: 'entrustment' as const, sampled: 10, note: '' };
    return office.act(
      saveMatterCheck,
      { check: { ...check, counts: {}, clusters: [], ...over }, seen: 0, on: ON },
      WHO,
    );
  };
  const bad: readonly Over[] = [
    { counts: { privateAcceptance: 11 } },
    { counts: { disabilityGrades: 1 } },
    {
      clusters: [
        { agent: 1, files: 6 },
        { agent: 2, files: 5 },
      ],
    },
    {
      clusters: [
        { agent: 1, files: 2 },
        { agent: 1, files: 2 },
      ],
    },
  ];
  for (const over of bad) expect(await save(over)).toMatchObject({ error: { kind: 'count-above-sample' } });
  expect((await save({ counts: { privateAcceptance: 10 } })).ok).toBe(true);
});

test('the report is made of the records alone, and a closed campaign takes nothing more', async () => {
  const office = await opened();
  await office.act(saveFeeCheck, feeArgs(0, true), WHO);
  const moved = {
    id: 'MV-1' as RecordId,
    institutionId: institution.id,
    on: ON,
    to: '市场监管局',
    matter: '多收费',
  };
  await office.act(noteMovedCase, { campaignId: CAMPAIGN, moved }, WHO);
  await office.act(closeCampaign, { campaignId: CAMPAIGN, summary: '已查一家', on: ON }, WHO);
  const campaign = office.get(campaignKind, CAMPAIGN);
  expect(
    campaign &&
      campaignReport(campaign, {
        feeChecks: office.all(feeCheckKind),
        matterChecks: office.all(matterCheckKind),
        taskInstitutions: [],
        rectifications: [],
      }),
  ).toMatchObject({
    inScope: 1,
    inspected: [institution.id],
    notInspected: [],
    moved: 1,
    fees: { overFen: 20_000, refundedFen: 5_000, outstandingFen: 15_000, withoutReceipt: 1, notDisplayed: 1 },
  });
  const again = { ...moved, id: 'MV-2' as RecordId };
  expect(await office.act(noteMovedCase, { campaignId: CAMPAIGN, moved: again }, WHO)).toMatchObject({
    error: { kind: 'campaign-closed' },
  });
});
