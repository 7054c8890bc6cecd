import 'fake-indexeddb/auto';
import { AttachmentLink } from '../../electron/net/attachment-link.ts';
import { Attachments } from '../../electron/files/attachments.ts';
import { SEAL_OVERHEAD_BYTES, type Cipher } from '../../electron/files/cipher.ts';
import { smallFiles } from '../../electron/files/small-files.ts';
import { UploadUrls } from '../../electron/net/upload-urls.ts';
import { addAttachment } from '../../shared/domain/inspections/mutations.ts';
import { registerInstitution } from '../../shared/domain/registry/mutations.ts';
import { concat } from '../../shared/lib/bytes.ts';
import { instantOf } from '../../shared/lib/dates.ts';
import { newUlid, type RecordId } from '../../shared/lib/ids.ts';
import { sha256Hex } from '../../shared/lib/sha256.ts';
import { anInstitution } from '../../test/support/inspection-builders.ts';
import { MemoryDisk } from '../../test/support/memory-disk.ts';
import { FarLink, pause, round } from './far-side.ts';
import { makeActs, settle, station } from './our-station.ts';
import type { OurServer } from './our-server.ts';
import { SERVER_ADDRESS } from './slow-link.ts';
import { actsOfVisit, Chance, someVisits, type BenchAct } from './workload.ts';

// Twenty photos by the shipped upload path, while the link is cut every twenty seconds for three: every packet under way is
// lost and the connection with it, as when a modem drops.

const PHOTOS = 20;
/** A photo of 2,048 pixels, compressed as the app does; small ones, so that the bench ends. */
const PHOTO_BYTES = 150_000;
const CUT_EVERY_MS = 20_000;
const CUT_FOR_MS = 3_000;

const server = JSON.parse(process.argv[2] ?? '{}') as OurServer;
const place = { host: SERVER_ADDRESS, port: server.port, caPem: server.caPem };
const link = new FarLink();
const [at, other] = [
  await station(place, server.codes[0] ?? ''),
  await station(place, server.codes[1] ?? ''),
];
const chance = new Chance(7);
const [visit] = someVisits(1, 5);
if (!visit) throw new Error('no visit');
const institution = { institution: anInstitution({ id: visit.institutionId }) };
const disk = new MemoryDisk();
/** Room for nonce and tag, and nothing secret: the disk is this process's memory. */
const cipher: Cipher = {
  seal: (plain) => concat(new Uint8Array(SEAL_OVERHEAD_BYTES), plain),
  open: (sealed) => sealed.slice(SEAL_OVERHEAD_BYTES),
};
const store = new Attachments(disk, () => cipher);
const photos = Array.from({ length: PHOTOS }, () => {
  const bytes = chance.random.bytes(PHOTO_BYTES);
  const id = newUlid({ now: () => instantOf(visit.startedAtMs) }, chance.random) as RecordId;
  return { bytes, attachmentId: id, sha256: sha256Hex(bytes), sizeBytes: bytes.length };
});
const attach = photos.map(({ attachmentId, sha256, sizeBytes }): BenchAct => {
  const attachment = {
    id: attachmentId,
    recordId: visit.id,
    itemId: visit.answers[0]?.itemId ?? null,
    purpose: 'evidence',
    mime: 'image/jpeg',
    sha256,
    sizeBytes,
    widthPx: 2048,
    heightPx: 1536,
    takenAt: instantOf(visit.startedAtMs),
  };
  return {
    mutation: addAttachment as unknown as BenchAct['mutation'],
    args: { attachment },
    atMs: visit.startedAtMs,
  };
});
await settle(at);
await makeActs(at, [
  {
    mutation: registerInstitution as unknown as BenchAct['mutation'],
    args: institution,
    atMs: visit.startedAtMs,
  },
  ...actsOfVisit(visit, other.device.officerId),
  ...attach,
]);
await settle(at);
for (const { bytes } of photos) await store.stage(bytes);

const uploads = new AttachmentLink({
  net: at.device.line.net,
  send: at.send,
  store,
  urls: new UploadUrls(smallFiles(disk)),
  onProgress: () => undefined,
});
let cuts = 0;
let isDone = false;
async function cutAgainAndAgain(): Promise<void> {
  for (;;) {
    await pause(CUT_EVERY_MS - CUT_FOR_MS);
    if (isDone) return;
    cuts += 1;
    await link.ask('cut');
    at.http.close();
    await pause(CUT_FOR_MS);
    await link.ask('slow');
  }
}

const before = await link.ask('slow');
const startMs = performance.now();
const cutting = cutAgainAndAgain();
let tries = 0;
// As the app does before the first photo.
await uploads.held(photos);
for (const { bytes: _bytes, ...file } of photos) {
  for (;;) {
    tries += 1;
    const outcome = await uploads.upload(file);
    if (outcome.kind === 'uploaded') break;
    await pause(1_000);
  }
}
const seconds = round((performance.now() - startMs) / 1000);
isDone = true;
await cutting;
const after = await link.ask('fast');
const payload = PHOTOS * PHOTO_BYTES;
const ratio = (bytes: number): number => Math.round((bytes / payload) * 1000) / 1000;
link.done({
  photos: PHOTOS,
  payloadBytes: payload,
  seconds,
  cuts,
  drops: after.drops - before.drops,
  tries,
  bytesUp: after.up - before.up,
  bytesDown: after.down - before.down,
  sentToPayload: ratio(after.carriedUp - before.carriedUp),
  linkToPayload: ratio(after.up - before.up),
});
