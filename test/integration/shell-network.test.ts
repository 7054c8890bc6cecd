import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Attachments } from '../../electron/files/attachments.ts';
import { smallFiles } from '../../electron/files/small-files.ts';
import { completeEnrolment, prepareEnrolment } from '../../electron/keys/enrolment-keys.ts';
import { checkManifest } from '../../electron/keys/manifest.ts';
import { AttachmentLink, type FileRef } from '../../electron/net/attachment-link.ts';
import { parseAddress } from '../../electron/net/address.ts';
import { Enrolment } from '../../electron/net/enrolment.ts';
import { NetClient } from '../../electron/net/net-client.ts';
import { UploadUrls } from '../../electron/net/upload-urls.ts';
import { addAttachment } from '../../shared/domain/inspections/mutations.ts';
import { fromUtf8, utf8 } from '../../shared/lib/bytes.ts';
import { canonicalJson } from '../../shared/lib/json.ts';
import { sha256Hex } from '../../shared/lib/sha256.ts';
import { formatEnrolmentCode } from '../../shared/protocol/enrolment-code.ts';
import { PullAnswer } from '../../shared/protocol/pull.ts';
import { AttachmentReceipt, Signed } from '../../shared/protocol/receipt.ts';
import { CustodyWorld, PASSWORD } from '../support/custody-world.ts';
import { MemoryDisk } from '../support/memory-disk.ts';
import { nodeHttp } from '../support/node-http.ts';
import { oldServer } from '../support/old-server.ts';
import { startTestServer, type TestServer } from '../support/start-server.ts';
import { addOfficer, attachmentOf, HEAD, startVisit } from './server-suites/world.ts';
import { TestDevice } from '../support/test-device.ts';

// The main process's own network code against the real server; only Chromium's network stack is replaced by Node's.

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

class Shell {
  readonly disk = new MemoryDisk();
  readonly world = new CustodyWorld(this.disk, 'none');
  readonly http = nodeHttp();
  readonly progress: number[] = [];
  readonly enrolment = new Enrolment({
    send: this.http.send,
    pin: (pem) => this.http.trust(pem),
    believe: (signed, fingerprint) => {
      const checked = checkManifest(signed, { fingerprint });
      return checked.kind === 'valid' ? checked.manifest : null;
    },
  });
  readonly net = new NetClient(
    this.http.send,
    {
      origin: () => parseAddress(this.world.custody.registry.device?.address ?? '')?.origin ?? null,
      isOpen: () => this.world.custody.current !== null,
      signAsDevice: (bytes) => this.world.custody.current?.signAsDevice(bytes) ?? null,
    },
    ({ sentBytes }) => this.progress.push(sentBytes),
  );
  readonly attachments = new Attachments(this.disk, () => this.world.custody.cipher('files'));
  link = this.newLink();

  /** What a restart of the app leaves: the files, not the memory. */
  newLink(): AttachmentLink {
    const urls = new UploadUrls(smallFiles(this.disk));
    return new AttachmentLink({
      net: this.net,
      send: this.http.send,
      store: this.attachments,
      urls,
      onProgress: () => undefined,
    });
  }

  async enrol(code: string): Promise<void> {
    expect(await this.enrolment.look(address(), code)).toMatchObject({ kind: 'found' });
    const keys = prepareEnrolment(this.world.custody, this.world.tools);
    if (keys === null) throw new Error('locked');
    const answer = await this.enrolment.finish({ ...keys.public, deviceLabel: 'test' });
    if ('kind' in answer) throw new Error(answer.kind);
    await completeEnrolment(this.world.custody, this.world.tools, keys, answer, address(), PASSWORD);
  }

  async hello(): Promise<void> {
    const { device } = await this.world.custody.status();
    const body = {
      v: 1,
      deviceId: device?.deviceId ?? '',
      clientNonce: 'n'.repeat(20),
      sentAt: '2026-09-28T00:00:00.000Z',
      appVersion: '0',
      logs: [],
      epoch: null,
      manifestVersion: 1,
    };
    expect(await this.net.hello(canonicalJson(body))).toMatchObject({ kind: 'answer' });
  }
}

function address(): string {
  return new URL(server.url).host;
}

async function enrolledShell(): Promise<Shell> {
  const shell = new Shell();
  await shell.enrol(await server.createCode(await server.createOfficer({ roles: HEAD })));
  await shell.hello();
  return shell;
}

/** A photo whose record another device of the prefecture has already delivered. */
async function aDeliveredPhoto(): Promise<{ file: FileRef; bytes: Uint8Array }> {
  const device = new TestDevice(server);
  await addOfficer(server, device, { roles: HEAD });
  await device.hello();
  const bytes = Uint8Array.from(randomBytes(3_000_000));
  const attachment = attachmentOf(startVisit(device).inspectionId, sha256Hex(bytes), bytes.length);
  device.act(addAttachment, { attachment });
  await device.push();
  device.close();
  return { bytes, file: { attachmentId: attachment.id, sha256: sha256Hex(bytes), sizeBytes: bytes.length } };
}

describe('enrolment over the network', () => {
  test('a code of another region is refused before anything is sent to the server', async () => {
    const shell = new Shell();
    const foreign = formatEnrolmentCode({ secret: '0'.repeat(12), rootFingerprint: '0'.repeat(16) });
    expect(await shell.enrolment.look(address(), foreign)).toEqual({ kind: 'fingerprint-mismatch' });
    expect(shell.http.asked).toEqual(['GET /v1/manifest']);
    expect(await shell.enrolment.finish({} as never)).toEqual({ kind: 'nothing-looked-up' });
  });

  test('S25: a code is looked up with a server of wire version 1, in its words', async () => {
    const http = nodeHttp();
    const enrolment = new Enrolment({
      send: oldServer(http.send),
      pin: (pem) => http.trust(pem),
      believe: (signed, fingerprint) => {
        const checked = checkManifest(signed, { fingerprint });
        return checked.kind === 'valid' ? checked.manifest : null;
      },
    });
    const code = await server.createCode(await server.createOfficer());
    expect(await enrolment.look(address(), code)).toMatchObject({ kind: 'found' });
    expect(http.asked).toEqual(['GET /v1/manifest', 'POST /v1/enrol/look']);
    http.close();
  });

  test('a used code, an unknown one, a mistyped one and a mistyped address are told apart', async () => {
    const shell = new Shell();
    const code = await server.createCode(await server.createOfficer());
    await new Shell().enrol(code);
    expect(await shell.enrolment.look(address(), code)).toMatchObject({
      kind: 'http',
      error: 'enrolment-code-used',
    });
    expect(await shell.enrolment.look(address(), `${code.slice(0, -1)}!`)).toMatchObject({
      kind: 'enrolment-code-mistyped',
    });
    expect(await shell.enrolment.look('two words', code)).toEqual({ kind: 'address-mistyped' });
    expect(await shell.enrolment.look('127.0.0.1:1', code)).toEqual({
      kind: 'refused',
    });
  });
});

describe('hello, push and pull', () => {
  test('need an enrolled device, an open session and a greeting, in this order', async () => {
    const shell = new Shell();
    expect(await shell.net.call('pull', 'r', utf8('{}'))).toEqual({ kind: 'not-enrolled' });
    await shell.enrol(await server.createCode(await server.createOfficer()));
    expect(await shell.net.call('pull', 'r', utf8('{}'))).toMatchObject({
      kind: 'http',
      status: 401,
      error: 'session-expired',
    });
    await shell.hello();
    const request = { v: 1, epoch: null, cursors: {}, logs: [], amendmentsAfter: {}, pageBytes: 100_000 };
    const answer = await shell.net.call('pull', 'r', utf8(canonicalJson(request)));
    if (answer.kind !== 'answer') throw new Error(answer.kind);
    expect(PullAnswer.parse(JSON.parse(fromUtf8(answer.body))).entries.length).toBeGreaterThan(0);
    await shell.world.custody.lock();
    shell.net.lock();
    expect(await shell.net.call('pull', 'r', utf8('{}'))).toEqual({ kind: 'locked' });
    expect(await shell.net.hello('{}')).toEqual({ kind: 'locked' });
  });

  test('a body the server cannot read is its refusal, not a failure of the network', async () => {
    const shell = await enrolledShell();
    expect(await shell.net.call('push', 'r', utf8('no batch'.repeat(200)))).toMatchObject({
      kind: 'http',
      status: 400,
      error: 'malformed-batch',
    });
  });
});

describe('attachments over the network', () => {
  test('an upload is receipted, and another device of the prefecture fetches the same bytes', async () => {
    const [shell, other] = [await enrolledShell(), await enrolledShell()];
    const { file, bytes } = await aDeliveredPhoto();
    await shell.attachments.stage(bytes);
    const outcome = await shell.link.upload(file);
    if (outcome.kind !== 'uploaded') throw new Error(outcome.kind);
    const receipt = AttachmentReceipt.parse(JSON.parse(Signed.parse(JSON.parse(outcome.receipt)).body));
    expect(receipt).toMatchObject(file);
    expect(outcome.sentBytes).toBe(bytes.length);
    expect(await other.link.fetch(file)).toEqual({ kind: 'fetched' });
    expect(await other.attachments.read(file.sha256)).toEqual({ kind: 'bytes', bytes });
  });

  test('a cut upload goes on after a restart where it ended and sends only the rest', async () => {
    const shell = await enrolledShell();
    const { file, bytes } = await aDeliveredPhoto();
    await shell.attachments.stage(bytes);
    shell.http.cutNextBodyAfter(700_000);
    expect(await shell.link.upload(file)).toMatchObject({ kind: 'unreachable' });
    const outcome = await shell.newLink().upload(file);
    if (outcome.kind !== 'uploaded') throw new Error(outcome.kind);
    expect(outcome.sentBytes).toBeGreaterThan(0);
    expect(outcome.sentBytes).toBeLessThan(bytes.length);
    expect(shell.http.asked.filter((line) => line === 'POST /v1/files')).toHaveLength(1);
  });

  test('when only the last answer was lost nothing is sent again', async () => {
    const shell = await enrolledShell();
    const { file, bytes } = await aDeliveredPhoto();
    await shell.attachments.stage(bytes);
    shell.http.cutNextBodyAfter(1_000_000);
    await shell.link.upload(file);
    const kept = shell.disk.bytesOf('uploads.json');
    await shell.newLink().upload(file);
    shell.disk.files.set('uploads.json', kept);
    expect(await shell.newLink().upload(file)).toMatchObject({ kind: 'uploaded', sentBytes: 0 });
  });

  test('what is not here or damaged is not sent, what no record names is refused', async () => {
    const shell = await enrolledShell();
    const bytes = Uint8Array.from(randomBytes(5000));
    const file = {
      attachmentId: 'no-record' as FileRef['attachmentId'],
      sha256: sha256Hex(bytes),
      sizeBytes: 5000,
    };
    expect(await shell.link.upload(file)).toEqual({ kind: 'not-here' });
    await shell.attachments.stage(bytes);
    expect(await shell.link.upload(file)).toEqual({ kind: 'refused' });
    expect(await shell.link.fetch(file)).toMatchObject({ kind: 'http', status: 403 });
    shell.disk.bytesOf(`files/${file.sha256}.jda`).fill(0, 50, 60);
    expect(await shell.link.upload(file)).toEqual({ kind: 'damaged' });
  });
});
