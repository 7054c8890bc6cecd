import { session, type ProxyConfig, type Session } from 'electron';
import { instantOf } from '../../shared/lib/dates.ts';
import type { Clock } from '../../shared/lib/ports.ts';
import type { CallHandlers } from '../ipc/calls.ts';
import { appCalls, type AppPorts } from '../ipc/app-calls.ts';
import { deviceCalls } from '../ipc/device-calls.ts';
import { drawCalls } from '../ipc/draw-calls.ts';
import { exportCalls, type AskForPlace, type MakePdf } from '../ipc/export-calls.ts';
import { enrolCalls } from '../ipc/enrol-calls.ts';
import type { EmitEvent } from '../ipc/events.ts';
import { filesCalls } from '../ipc/files-calls.ts';
import { linkCalls } from '../ipc/link-calls.ts';
import { journalCalls } from '../ipc/journal-calls.ts';
import { keysCalls } from '../ipc/keys-calls.ts';
import { netCalls } from '../ipc/net-calls.ts';
import { snapshotCalls } from '../ipc/snapshot-calls.ts';
import { stickCalls } from '../ipc/stick-calls.ts';
import { Attachments } from '../files/attachments.ts';
import { diskSpace } from '../files/disk-space.ts';
import { nodeDisk } from '../files/disk.ts';
import { DrawSeeds } from '../files/draw-seeds.ts';
import { Journal } from '../files/journal.ts';
import { LinkStore } from '../files/link-store.ts';
import { machineName, systemBootClock } from '../files/machine.ts';
import { SealedLogin } from '../files/sealed-login.ts';
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
import { abortable } from '../net/abortable.ts';
import { AttachmentLink } from '../net/attachment-link.ts';
import { BundleLink } from '../net/bundle-link.ts';
import { Doctor } from '../net/doctor.ts';
import { nodeProbes } from '../net/doctor-probes.ts';
import { electronHttp } from '../net/electron-http.ts';
import { Enrolment } from '../net/enrolment.ts';
import type { HttpSend } from '../net/http.ts';
import { NetClient } from '../net/net-client.ts';
import { Pinger } from '../net/pinger.ts';
import { Pinning } from '../net/pinning.ts';
import { proxyConfig } from '../net/proxy.ts';
import { UploadUrls } from '../net/upload-urls.ts';
import { Sticks } from '../sticks/sticks.ts';

export interface ServiceParts {
  readonly userData: string;
  readonly keystore: Keystore;
  readonly app: Omit<AppPorts, 'settings'>;
  readonly emit: EmitEvent;
  readonly askForPlace: AskForPlace;
  readonly makePdf: MakePdf;
  /** The system's own dialog for choosing a folder; null when it was closed. */
  readonly chooseFolder: () => Promise<string | null>;
  /** A notice of the desktop, and what still has to leave while the window is closed. */
  readonly notify: (title: string, body: string) => void;
  readonly setBackground: (notice: { readonly title: string; readonly body: string } | null) => void;
}

export interface Services {
  readonly handlers: CallHandlers;
  /** Ends the session: what is being written is written, keys are overwritten. */
  readonly close: () => Promise<void>;
  /** The computer woke up: connections from before are half open at best. */
  readonly renewConnections: () => Promise<void>;
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
  const seeds = new DrawSeeds({ files, random: nodeRandom, cipher: () => custody.cipher('draws') });
  const snapshots = new Snapshots({ ...store, cipher: () => custody.cipher('snapshots') });

  const linkStore = new LinkStore(files);
  await linkStore.load();
  const login = new SealedLogin(files, () => custody.cipher('link'));
  const times = () => ({ nowMs: Date.now(), serverMs: linkStore.serverMs() });
  const openSession = sessionMaker(() => proxyConfig(linkStore.get().proxy));
  const pinning = new Pinning(() => openSession('link'), times);
  const send = notingTime(
    electronHttp({
      pinned: () => pinning.session(),
      unpinned: async () => {
        const once = await openSession('enrolment');
        once.setCertificateVerifyProc((_request, answer) => answer(0));
        return once;
      },
      refusedCertificate: (host) => pinning.refusedCertificate(host),
      proxyLogin: () => login.read(),
    }),
    (atMs) => linkStore.noteServerTime(atMs),
  );
  const applyAuthority = (): Promise<void> => pinning.trustForHost(linkStore.get().authority);
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
  const photoLine = abortable(send);
  const link = new AttachmentLink({
    net,
    send: photoLine.send,
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

  const doctor = new Doctor({
    probes: nodeProbes,
    send,
    pinger: new Pinger(
      send,
      {
        origin: device.origin,
        deviceId: () => custody.registry.device?.deviceId ?? null,
        signAsDevice: device.signAsDevice,
        sessionHeaders: () => {
          const access = net.access();
          return access.kind === 'access' ? access.headers : {};
        },
      },
      nodeRandom,
    ),
    origin: device.origin,
    resolveProxy: async (url) => (await pinning.session()).resolveProxy(url),
    isThroughBureau: (host) => pinning.isThroughBureau(host),
    nowMs: () => Date.now(),
  });

  await custody.registry.load();
  await applyAuthority();
  await pinEnrolled();
  return {
    handlers: {
      ...appCalls({ ...parts.app, settings: new Settings(files) }),
      ...deviceCalls(custody),
      ...drawCalls(seeds),
      ...exportCalls(parts.askForPlace, parts.makePdf),
      ...enrolCalls({ custody, tools, enrolment, pinEnrolled }),
      ...keysCalls(custody),
      ...journalCalls(journal),
      ...filesCalls(attachments, link, () => diskSpace(parts.userData)),
      ...netCalls(net, custody, pinEnrolled),
      ...linkCalls({
        store: linkStore,
        login,
        doctor,
        times,
        now: () => clock.now(),
        address: () => custody.registry.device?.address ?? null,
        officerId: () => custody.current?.officerId ?? null,
        applyProxy: () => pinning.renew(),
        applyAuthority,
        abort: (what) => {
          if (what === 'all') net.abort();
          photoLine.abort();
        },
        notify: parts.notify,
        setBackground: parts.setBackground,
      }),
      ...snapshotCalls(snapshots),
      ...stickCalls(sticks, parts.chooseFolder),
    },
    close: () => custody.lock(),
    renewConnections: () => pinning.dropConnections(),
  };
}

/** Sessions in memory, a new one each time, with the proxy as it is set then. The page's own session has no network. */
function sessionMaker(proxy: () => ProxyConfig): (purpose: string) => Promise<Session> {
  let made = 0;
  return async (purpose) => {
    made += 1;
    const opened = session.fromPartition(`${purpose}-${made}`, { cache: false });
    await opened.setProxy(proxy());
    return opened;
  };
}

/** The time in an answer over a believed connection tells a wrong clock here from a certificate that ran out. */
function notingTime(send: HttpSend, note: (atMs: number) => void): HttpSend {
  return async (question) => {
    const result = await send(question);
    if (question.trust === 'pinned' && result.kind === 'answered')
      note(Date.parse(result.headers['date'] ?? ''));
    return result;
  };
}
