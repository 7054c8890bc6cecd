import { afterAll, beforeAll } from 'vitest';
import {
  answerItem,
  startInspection,
  type addAttachment,
} from '../../../shared/domain/inspections/mutations.ts';
import type { AnswerValue } from '../../../shared/domain/inspections/inspection.ts';
import type { Role } from '../../../shared/domain/org/officer.ts';
import { registerInstitution } from '../../../shared/domain/registry/mutations.ts';
import type { CivilDate } from '../../../shared/lib/dates.ts';
import type { OfficerId, RecordId } from '../../../shared/lib/ids.ts';
import { anInstitution } from '../../support/inspection-builders.ts';
import { startTestServer, type TestServer, type TestServerOptions } from '../../support/start-server.ts';
import { TestDevice, ulid, type WrittenAct } from '../../support/test-device.ts';

/** Which database a suite runs on; gives fresh options for every server it starts. */
export interface StorageUnderTest {
  readonly name: string;
  options(): Promise<TestServerOptions>;
}

export interface ServerWorld {
  server(): TestServer;
  /** A device with one officer enrolled and greeted. */
  device(officer?: {
    readonly prefectureCode?: string;
    readonly roles?: readonly Role[];
  }): Promise<TestDevice>;
}

/** One server for all tests of the block; every test makes its own officers, devices and records. */
export function useServer(storage: StorageUnderTest): ServerWorld {
  let running: TestServer | null = null;
  const devices: TestDevice[] = [];
  const server = (): TestServer => {
    if (!running) throw new Error('the server has not started');
    return running;
  };
  beforeAll(async () => {
    running = await startTestServer(await storage.options());
  }, 120_000);
  afterAll(async () => {
    for (const device of devices) device.close();
    await running?.close();
  }, 30_000);
  return {
    server,
    device: async (officer = {}) => {
      const device = new TestDevice(server());
      devices.push(device);
      await addOfficer(server(), device, officer);
      await device.hello();
      return device;
    },
  };
}

export async function addOfficer(
  server: TestServer,
  device: TestDevice,
  officer: { readonly prefectureCode?: string; readonly roles?: readonly Role[] } = {},
): Promise<OfficerId> {
  const officerId = await server.createOfficer(officer);
  await device.enrol(await server.createCode(officerId));
  return officerId;
}

/** Head of a section: inspects and keeps the register, so one officer can do all that the tests need. */
export const HEAD: readonly Role[] = ['section-head'];

export interface Visit {
  readonly institutionId: RecordId;
  readonly inspectionId: RecordId;
  readonly acts: readonly WrittenAct[];
}

/** Registers an institution and starts a visit: acts 1 and 2 of the visit. */
export function startVisit(device: TestDevice, prefectureCode = '653100'): Visit {
  const institutionId = ulid() as RecordId;
  const inspectionId = ulid() as RecordId;
  const registered = device.act(registerInstitution, {
    institution: anInstitution({ id: institutionId, prefectureCode }),
  });
  const template = { templateId: 'annual-practice-inspection', templateVersion: '1.0.0' };
  const started = device.act(
    startInspection,
    {
      inspectionId,
      institutionId,
      ...template,
      partner: 'partner' as OfficerId,
      startedOn: '2026-11-24' as CivilDate,
    },
    { after: [registered.seq] },
  );
  return { institutionId, inspectionId, acts: [registered, started] };
}

export function answer(
  device: TestDevice,
  inspectionId: RecordId,
  itemId: string,
  over: {
    readonly value?: AnswerValue | null;
    readonly note?: string;
    readonly after?: readonly number[];
  } = {},
): WrittenAct {
  const { value = { kind: 'choice', choice: 'yes' }, note = '', after = [] } = over;
  return device.act(answerItem, { inspectionId, itemId, value, note, seen: null }, { after });
}

export function attachmentOf(
  inspectionId: RecordId,
  sha256: string,
  sizeBytes = 10,
): Parameters<(typeof addAttachment)['lane']>[0]['attachment'] {
  const common = {
    itemId: 'DR-A01',
    purpose: 'evidence',
    mime: 'image/jpeg',
    widthPx: 10,
    heightPx: 10,
  } as const;
  return {
    ...common,
    id: ulid() as RecordId,
    recordId: inspectionId,
    sha256: sha256 as never,
    sizeBytes,
    takenAt: '2026-11-24T00:00:00.000Z' as never,
  };
}

/** Arguments of `inspection/start`, for frames written by hand. */
export function startArgs(
  institutionId: RecordId,
  inspectionId: RecordId = ulid() as RecordId,
  partner: OfficerId = 'partner' as OfficerId,
): Record<string, string> {
  return {
    inspectionId,
    institutionId,
    templateId: 'annual-practice-inspection',
    templateVersion: '1.0.0',
    partner,
    startedOn: '2026-11-24',
  };
}
