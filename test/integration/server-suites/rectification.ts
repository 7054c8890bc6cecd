import { describe, expect, test } from 'vitest';
import { addEvidence } from '../../../shared/domain/rectification/evidence-mutations.ts';
import * as acts from '../../../shared/domain/rectification/mutations.ts';
import { orderRectification } from '../../../shared/domain/rectification/order-mutation.ts';
import { Rectification } from '../../../shared/domain/rectification/rectification.ts';
import { registerInstitution } from '../../../shared/domain/registry/mutations.ts';
import type { CivilDate } from '../../../shared/lib/dates.ts';
import type { RecordId } from '../../../shared/lib/ids.ts';
import { anInstitution } from '../../support/inspection-builders.ts';
import { ulid, type TestDevice } from '../../support/test-device.ts';
import { outcomes } from './outcomes.ts';
import { attachmentOf, HEAD, useServer, type StorageUnderTest } from './world.ts';

const day = (text: string): CivilDate => text as CivilDate;
const paper = { text: '说明', document: '' };

/** An institution with a rectification whose plan was agreed to. */
function inProgress(device: TestDevice): RecordId {
  const institutionId = ulid() as RecordId;
  const rectificationId = ulid() as RecordId;
  device.act(registerInstitution, { institution: anInstitution({ id: institutionId }) });
  device.act(orderRectification, {
    rectificationId,
    from: {
      source: 'complaint',
      sourceId: null,
      institutionId,
      itemId: null,
      severity: 'major',
      text: '收费未公示',
      basis: '',
    },
    on: day('2026-11-02'),
    dueOn: day('2026-11-30'),
    owner: '机构负责人',
    stopsAtOnce: false,
    document: '',
    repeatedWithinMonths: 24,
  });
  const about = { rectificationId, on: day('2026-11-03'), ...paper };
  device.act(acts.submitPlan, about);
  device.act(acts.agreePlan, about);
  return rectificationId;
}

async function seen(device: TestDevice, id: RecordId): Promise<Rectification> {
  device.cursors = {};
  const { entries } = await device.pullAll();
  const entry = entries.findLast(
    (one) => one.op === 'put' && one.table === 'rectifications' && one.id === id,
  );
  return Rectification.parse(entry?.op === 'put' ? entry.record : null);
}

/** Why each refused act was refused. */
function kinds(pushed: Parameters<typeof outcomes>[0]): readonly string[] {
  return outcomes(pushed).flatMap(([, outcome]) =>
    outcome.kind === 'refused' ? [outcome.refusal.kind] : [],
  );
}

export function rectificationSuite(storage: StorageUnderTest): void {
  describe(`rectification (${storage.name})`, () => {
    const world = useServer(storage);

    test('an extension is granted by a head who is somebody else, on another computer; an inspector may not', async () => {
      const [inspector, head] = [
        await world.device({ roles: HEAD }),
        await world.device({ roles: ['bureau-head'] }),
      ];
      const plain = await world.device({ roles: ['inspector'] });
      const rectificationId = inProgress(inspector);
      const about = { rectificationId, on: day('2026-11-20'), ...paper };
      inspector.act(acts.askExtension, { ...about, to: day('2026-12-15') });
      expect(outcomes(await inspector.push())).toEqual([]);
      const own = inspector.act(acts.decideExtension, { ...about, grant: true });
      expect(kinds(await inspector.push(own.seq))).toEqual(['rectification-own-request']);
      plain.act(acts.decideExtension, { ...about, grant: true });
      expect(outcomes(await plain.push())).toMatchObject([[1, { kind: 'refused' }]]);
      head.act(acts.decideExtension, { ...about, grant: true });
      expect(outcomes(await head.push())).toEqual([]);
      expect(await seen(head, rectificationId)).toMatchObject({
        dueOn: '2026-11-30',
        extendedTo: '2026-12-15',
        extension: { state: 'granted' },
      });
    });

    test('of two computers that take the same step offline one is told, and nothing is skipped', async () => {
      const [a, b] = [await world.device({ roles: HEAD }), await world.device({ roles: HEAD })];
      const rectificationId = inProgress(a);
      await a.push();
      const about = { rectificationId, on: day('2026-11-20'), ...paper, noPhotoReason: '材料整改' };
      a.act(acts.reportDone, about);
      b.act(acts.reportDone, about);
      expect(outcomes(await a.push())).toEqual([]);
      expect(kinds(await b.push())).toEqual(['rectification-wrong-state']);
      const { events } = await seen(b, rectificationId);
      expect(events.map((event) => event.kind)).toEqual([
        'ordered',
        'plan-submitted',
        'plan-agreed',
        'reported',
      ]);
    });

    test('a picture of afterwards belongs to the rectification: its record is there for whoever may read that', async () => {
      const [a, b] = [await world.device({ roles: HEAD }), await world.device({ roles: HEAD })];
      const rectificationId = inProgress(a);
      const { itemId: _item, ...photo } = attachmentOf(rectificationId, 'a'.repeat(64));
      a.act(addEvidence, {
        on: day('2026-11-10'),
        attachment: { ...photo, itemId: 'after' as const, purpose: 'evidence' as const },
      });
      a.act(acts.reportDone, { rectificationId, on: day('2026-11-11'), ...paper, noPhotoReason: '' });
      expect(outcomes(await a.push())).toEqual([]);
      expect((await seen(b, rectificationId)).state).toBe('reported');
    });
  });
}
