import { session, type Session } from 'electron';
import { instantOf } from '../../shared/lib/dates.ts';
import type { Clock } from '../../shared/lib/ports.ts';
import type { CallHandlers } from '../ipc/calls.ts';
import { appCalls, type AppPorts } from '../ipc/app-calls.ts';
import { deviceCalls } from '../ipc/device-calls.ts';
import { exportCalls, type AskForPlace } from '../ipc/export-calls.ts';
import { enrolCalls } from '../ipc/enrol-calls.ts';
import type { EmitEvent } from '../ipc/events.ts';
import { filesCalls } from '../ipc/files-calls.ts';
import { journalCalls } from '../ipc/journal-calls.ts';
import { keysCalls } from '../ipc/keys-calls.ts';
import { netCalls } from '../ipc/net-calls.ts';
import { snapshotCalls } from '../ipc/snapshot-calls.ts';
import { stickCalls } from '../ipc/stick-calls.ts';
import { Attachments } from '../files/attachments.ts';
import { diskSpace } from '../files/disk-space.ts';
import { nodeDisk } from '../files/disk.ts';
import { Journal } from '../files/journal.ts';
import { machineName, systemBootClock } from '../files/machine.ts';
import { Settings } from '../files/settings.ts';
import { smallFiles } from '../files/small-files.ts';
import { Snapshots } from '../files/snapshots.ts';
import { KeyCustody } from '../keys/custody.ts';
import { ARGON2_COST } from '../keys/keybag.ts';
import type { Keystore } from '../keys/keystore.ts';
import { checkManifest, provenMark } from '../keys/manifest.ts';
import { nodeRandom } from '../keys/node-random.ts';
import { stickIdentity } from '../keys/stick-identity.ts';
import { parseAddress } from '../net/address.ts';
import { AttachmentLink } from '../net/attachment-link.ts';
import { BundleLink } from '../net/bundle-link.ts';
import { electronHttp } from '../net/electron-http.ts';
import { Enrolment } from '../net/enrolment.ts';
import { NetClient } from '../net/net-client.ts';
import { Pinning } from '../net/pinning.ts';
import { UploadUrls } from '../net/upload-urls.ts';
import { Sticks } from '../sticks/sticks.ts';

export interface ServiceParts {
  readonly userData: string;
  readonly keystore: Keystore;
  readonly session: Session;
  readonly app: Omit<AppPorts, 'settings'>;
  readonly emit: EmitEvent;
  readonly askForPlace: AskForPlace;
  /** The system's own dialog for choosing a folder; null when it was closed. */
  readonly chooseFolder: () => Promise<string | null>;
}

export interface Services {
  readonly handlers: CallHandlers;
  /** Ends the session: what is being written is written, keys are overwritten. */
  readonly close: () => Promise<void>;
}

/** Builds everything the main process does behind the IPC contract, from the disk upwards. */
export async function buildServices(parts: ServiceParts): Promise<Services> {
  const clock: Clock = { now: () => instantOf(Date.now()) };
  const disk = nodeDisk(parts.userData);
  const files = smallFiles(disk);
  const boot = systemBootClock(Date.now);
  const tools = { random: nodeRandom, keystore: parts.keystore, cost: ARGON2_COST };

  const custody: KeyCustody = new KeyCustody({
    ...tools,
    files,
    boot,
    schedule: (afterMs, run) => {
      const timer = setTimeout(run, afterMs);
      return () => clearTimeout(timer);
    },
    beforeLock: async () => {
      net.lock();
      await sticks.close();
      await journal.close();
    },
  });
  const store = { disk, clock, random: nodeRandom };
  const journal = new Journal({
    ...store,
    boot,
    machine: machineName(),
    cipher: () => custody.cipher('journal'),
    sign: (officerId, bytes) => custody.sign(officerId, bytes),
    provenMark: (signed) => provenMark(signed, custody.registry.manifest),
  });
  const attachments = new Attachments(disk, () => custody.cipher('files'));
  const snapshots = new Snapshots({ ...store, cipher: () => custody.cipher('snapshots') });

  const pinning = new Pinning(parts.session, Date.now);
  const send = electronHttp({
    pinned: parts.session,
    unpinned: unpinnedSession(),
    refusedCertificate: (host) => pinning.refusedCertificate(host),
  });
  const pinEnrolled = (): Promise<void> => pinning.trust(custody.registry.manifest?.tlsCaPem ?? null);
  const enrolment = new Enrolment({
    send,
    believe: (signed, fingerprint) => {
      const checked = checkManifest(signed, { fingerprint });
      return checked.kind === 'valid' ? checked.manifest : null;
    },
    pin: (authorityPem) => (authorityPem === null ? pinEnrolled() : pinning.trust(authorityPem)),
  });
  const device = {
    origin: () => parseAddress(custody.registry.device?.address ?? '')?.origin ?? null,
    isOpen: () => custody.current !== null,
    signAsDevice: (bytes: Uint8Array) => custody.current?.signAsDevice(bytes) ?? null,
  };
  const net = new NetClient(send, device, (progress) => parts.emit('net/progress', progress));
  const urls = new UploadUrls(files);
  const link = new AttachmentLink({
    net,
    send,
    store: attachments,
    urls,
    onProgress: (progress) => parts.emit('files/progress', progress),
  });
  const sticks = new Sticks({
    identity: () => stickIdentity(custody),
    photo: (sha256) => attachments.read(sha256),
    link: new BundleLink({ net, send, urls }),
    files,
    clock,
    random: nodeRandom,
    onProgress: (progress) => parts.emit('stick/progress', progress),
  });

  await custody.registry.load();
  await pinEnrolled();
  return {
    handlers: {
      ...appCalls({ ...parts.app, settings: new Settings(files) }),
      ...deviceCalls(custody),
      ...exportCalls(parts.askForPlace),
      ...enrolCalls({ custody, tools, enrolment, pinEnrolled }),
      ...keysCalls(custody),
      ...journalCalls(journal),
      ...filesCalls(attachments, link, () => diskSpace(parts.userData)),
      ...netCalls(net, custody, pinEnrolled),
      ...snapshotCalls(snapshots),
      ...stickCalls(sticks, parts.chooseFolder),
    },
    close: () => custody.lock(),
  };
}

/** For the one question asked before any certificate is trusted: in memory, and a new one each time. */
function unpinnedSession(): () => Session {
  let asked = 0;
  return () => {
    asked += 1;
    const once = session.fromPartition(`enrolment-${asked}`, { cache: false });
    once.setCertificateVerifyProc((_request, answer) => answer(0));
    return once;
  };
}
