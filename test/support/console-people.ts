import { toHex } from '../../shared/lib/bytes.ts';
import { addAttachment, noteFinding } from '../../shared/domain/inspections/mutations.ts';
import { instantOf, type CivilDate } from '../../shared/lib/dates.ts';
import { sha256 } from '../../shared/lib/sha256.ts';
import { startVisit, addOfficer, answer, attachmentOf, HEAD } from '../integration/server-suites/world.ts';
import type { TestServer } from './start-server.ts';
import { TestDevice, ulid } from './test-device.ts';

/** A device with something in every list of the console: run, held, refused, unreadable, waiting ahead, a file on its way. */
export async function busyDevice(server: TestServer, prefectureCode: string): Promise<TestDevice> {
  const device = new TestDevice(server);
  await addOfficer(server, device, { prefectureCode, roles: HEAD });
  await device.hello();
  const { inspectionId } = startVisit(device, prefectureCode);
  answer(device, inspectionId, 'DR-A01');
  const photo = sha256(new TextEncoder().encode(ulid()));
  device.act(addAttachment, { attachment: attachmentOf(inspectionId, toHex(photo)) });
  answer(device, ulid() as never, 'DR-A02');
  const dueOn = '2020-01-01' as CivilDate;
  const finding = { itemId: 'DR-A01', severity: 'minor', text: 'x', basis: '', dueOn } as const;
  device.act(noteFinding, { findingId: ulid() as never, inspectionId, ...finding });
  device.append(new TextEncoder().encode('{"nobody":"can read"}'));
  await device.push();
  answer(device, inspectionId, 'DR-A03');
  const ahead = answer(device, inspectionId, 'DR-A04').seq;
  await device.push(ahead, ahead);
  const created = device.acts.length;
  const counts = { created, delivered: created - 2, waiting: 2, quarantined: 0, withdrawn: 0 };
  const stated = { counts, waitingBytes: 2_300, photosWaiting: 1, photoBytesWaiting: 10, snapshotAt: null };
  const body = device.helloBody({ v: 3, sentAt: instantOf(Date.now() - 3_600_000), stated });
  await device.post('/v1/hello', device.signHello(body));
  return device;
}
