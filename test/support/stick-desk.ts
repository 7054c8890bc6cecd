import { fromBase64 } from '../../shared/lib/bytes.ts';
import type { BundleRefusal } from '../../shared/lib/bundle-refusal.ts';
import type { Clock } from '../../shared/lib/ports.ts';
import type { DeviceId } from '../../shared/lib/ids.ts';
import type { JsonValue } from '../../shared/lib/json.ts';
import type { StickFailure } from '../../shared/ipc/stick-calls.ts';
import { ReturnFacts } from '../../shared/protocol/bundle-content.ts';
import { rootFingerprint } from '../../shared/protocol/enrolment-code.ts';
import { KeyManifest } from '../../shared/protocol/manifest.ts';
import { mutationRegistry } from '../../shared/protocol/mutation-registry.ts';
import { AttachmentReceipt, type Signed } from '../../shared/protocol/receipt.ts';
import { takeReturn, type ReturnOutcome } from '../../shared/sync/stick-in.ts';
import { writeOutward, type OutwardOutcome, type WaitingFile } from '../../shared/sync/stick-out.ts';
import { newKeyPair, sharedSecret, signEd25519, verifyEd25519 } from '../../electron/keys/key-pairs.ts';
import { checkManifest } from '../../electron/keys/manifest.ts';
import type { CarryLink } from '../../electron/sticks/carrier.ts';
import type { StickIdentity } from '../../electron/sticks/identity.ts';
import { Sticks } from '../../electron/sticks/sticks.ts';
import { verifyWith } from '../../renderer/data/verify-signed.ts';
import { nodeRandom, type DeskDevice } from './desk-device.ts';

type Failure = StickFailure | BundleRefusal;
type Handed = { readonly name: string; readonly bundleId: string };

const NO_LINE: CarryLink = {
  upload: async () => ({ kind: 'carry-failed', failure: { kind: 'unreachable' } }),
  take: async () => ({ kind: 'carry-failed', failure: { kind: 'unreachable' } }),
  returnPiece: async () => ({ kind: 'carry-failed', failure: { kind: 'unreachable' } }),
};

/** Gives a desk of the tests its sticks: the shipped engine and the shipped shell, real files, real keys, no network. */
export function stickDesk(
  device: DeskDevice,
  clock: Clock,
  options: {
    readonly photos?: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
    readonly link?: CarryLink;
    readonly bundleKey?: Uint8Array;
    readonly deviceId?: DeviceId;
    readonly region?: string;
  } = {},
) {
  const { answer, signing, sealing } = device.enrolment;
  const manifest = KeyManifest.parse(JSON.parse(answer.manifest.body));
  const raw = (key: typeof signing): Uint8Array =>
    Uint8Array.from(key.export({ format: 'der', type: 'pkcs8' }).subarray(-32));
  const root = fromBase64(answer.manifest.rootPublicKey);
  const identity: StickIdentity = {
    deviceId: options.deviceId ?? answer.deviceId,
    prefectureCode: answer.officer.prefectureCode,
    region: options.region ?? rootFingerprint(root),
    bundleKey: options.bundleKey ?? fromBase64(manifest.bundleKey),
    sealingKey: fromBase64(device.enrolment.sealingPublic),
    receiptKeys: manifest.receiptKeys,
    keysOf: (signed) => {
      const checked = checkManifest(signed, { publicKey: root });
      return checked.kind === 'valid' ? checked.manifest.receiptKeys : [];
    },
    agreeWith: (publicKey) => {
      const pair = newKeyPair('x25519');
      const shared = sharedSecret(pair.privateKey, publicKey);
      return shared && { ephemeral: pair.publicKey, shared };
    },
    agreeAsDevice: (ephemeral) => sharedSecret(raw(sealing), ephemeral),
    signAsDevice: (bytes) => signEd25519(raw(signing), bytes),
    verify: verifyEd25519,
  };
  const photos = options.photos ?? new Map<string, Uint8Array<ArrayBuffer>>();
  const shell = new Sticks({
    identity: () => identity,
    photo: async (sha256) => {
      const bytes = photos.get(sha256);
      return bytes ? { kind: 'bytes', bytes } : { kind: 'not-here' };
    },
    link: options.link ?? NO_LINE,
    files: { read: async () => null, write: async () => undefined },
    clock,
    random: nodeRandom,
    onProgress: () => undefined,
  });
  const anchors: Signed[] = [];
  const photoReceipts: AttachmentReceipt[] = [];
  const verify = verifyWith(() => manifest.receiptKeys);

  return {
    identity,
    shell,
    anchors,
    photoReceipts,
    /** Writes everything that waits into `folder`. */
    async write(
      folder: string,
      files: readonly WaitingFile[] = [],
      isCancelled: () => boolean = () => false,
    ): Promise<OutwardOutcome<Failure, Handed>> {
      const place = await shell.takeFolder(folder);
      if (place.kind !== 'folder') return place;
      let writeId = '';
      return writeOutward<Failure, Handed>({
        store: device.store,
        appVersion: 'test',
        manifestVersion: 1,
        files,
        awaited: files.map((file) => file.attachmentId),
        onProgress: () => undefined,
        mayGoOn: async () => undefined,
        isCancelled,
        sink: {
          begin: async (facts, ranges) => {
            const begun = await shell.beginWriting(place.handle, facts as unknown as JsonValue, [...ranges]);
            if (begun.kind !== 'begun') return begun;
            writeId = begun.writeId;
            return null;
          },
          segment: async (bytes) => {
            const written = await shell.writeSegment(writeId, bytes);
            return written.kind === 'written' ? null : written;
          },
          file: async (file) => {
            const written = await shell.writeFile(writeId, file);
            switch (written.kind) {
              case 'written':
              case 'not-here':
              case 'damaged':
                return written.kind;
              default:
                return written;
            }
          },
          finish: async () => {
            const finished = await shell.finishWriting(writeId);
            return finished.kind === 'finished' ? { kind: 'finished', file: finished } : finished;
          },
          abandon: () => shell.abandonWriting(writeId),
        },
      });
    },
    /** Reads one bundle file. */
    async read(path: string): Promise<ReturnOutcome<Failure>> {
      const [found] = await shell.takeFiles([path]);
      if (!found) throw new Error('locked');
      const begun = await shell.beginReading(found.handle);
      if (begun.kind !== 'opened') return begun;
      try {
        return await takeReturn<Failure>(
          {
            ...begun,
            facts: ReturnFacts.parse(begun.facts),
            next: () => shell.readNext(begun.readId),
          },
          {
            store: device.store,
            verify,
            exclusive: device.exclusive,
            registry: mutationRegistry,
            writer: device.writer,
            onProgress: () => undefined,
            isCancelled: () => false,
            removalAnswer: async () => 'none',
            takePhotoReceipt: async (signed) => {
              if (!(await verify('jd-attachment-1', signed))) return false;
              photoReceipts.push(AttachmentReceipt.parse(JSON.parse(signed.body)));
              return true;
            },
            startNewLog: async (reason) => {
              throw new Error(`unexpected ${reason}`);
            },
            anchor: async (signed) => void anchors.push(signed),
          },
        );
      } finally {
        await shell.endReading(begun.readId, null);
      }
    },
  };
}
