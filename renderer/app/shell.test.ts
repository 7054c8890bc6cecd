import { describe, expect, test } from 'vitest';
import type { DeviceId, OfficerId } from '../../shared/lib/ids.ts';
import { FakeBureau } from '../../test/support/fake-bureau.ts';
import type { Desk } from '../data/desk.ts';
import type { OpenDeskOutcome } from '../data/open-desk.ts';
import { connectBureau } from '../platform/bureau.ts';
import type { AppInfo, DeviceStatus, Session } from '../platform/facts.ts';
import { Shell } from './shell.ts';

const OFFICER = 'officer-1' as OfficerId;
const INFO: AppInfo = {
  appVersion: '1.0.0',
  electronVersion: '45.0.0',
  keystore: 'real',
  isRelease: true,
  enrolHint: null,
};
const NEW_DEVICE: DeviceStatus = {
  device: null,
  officers: [],
  signedIn: null,
  keyFilesReadable: true,
  isRevoked: false,
};
const ENROLLED: DeviceStatus = {
  ...NEW_DEVICE,
  device: {
    deviceId: '01KAR9C3ZQ0000000000000000' as DeviceId,
    bureau: { zh: '喀什地区司法局', ug: 'قەشقەر ۋىلايەتلىك ئەدلىيە ئىدارىسى' },
    address: 'server:8443',
    manifestVersion: 1,
    receiptKeys: [],
    publishingKeys: [],
  },
  officers: [
    {
      officerId: OFFICER,
      name: { zh: '王某', ug: 'ۋاڭ' },
      roles: [],
      prefectureCode: '653100',
      active: true,
    },
  ],
};
const SESSION: Session = { officerId: OFFICER, dataKey: new Uint8Array(32), prefectureCode: '653100' };

/** A computer in a given state; `outlived` is the session that the main process still holds. */
function startAt(status: DeviceStatus, outlived: Session | null, outcomes: OpenDeskOutcome[] = []) {
  const events: string[] = [];
  let session = outlived;
  const main = new FakeBureau({
    'app/info': () => INFO,
    'device/status': () => status,
    'keys/session': () => session,
    'keys/lock-revoked': () => {
      events.push('keys locked for good');
      session = null;
      return { kind: 'written' };
    },
    'keys/lock': () => {
      events.push('keys forgotten');
      session = null;
      return null;
    },
  });
  const desk = { officerId: OFFICER, close: async () => void events.push('desk closed') } as unknown as Desk;
  const shell = new Shell({
    bureau: connectBureau(main),
    openDesk: async () => outcomes.shift() ?? { kind: 'open', desk },
  });
  return { shell, events, main };
}

describe('where the window stands', () => {
  test('a computer without a device goes to enrolment', async () => {
    const { shell } = startAt(NEW_DEVICE, null);
    await shell.start();
    expect(shell.getSnapshot()).toEqual({ kind: 'enrol', info: INFO });
  });

  test('key files that cannot be read are said so; nothing is enrolled beside old data', async () => {
    const { shell } = startAt({ ...NEW_DEVICE, keyFilesReadable: false }, null);
    await shell.start();
    expect(shell.getSnapshot()).toEqual({ kind: 'damaged', info: INFO });
  });

  test('S84: a revoked device shows that it is, asks nobody for a password and locks its keys for good', async () => {
    const { shell, events } = startAt(ENROLLED, SESSION);
    await shell.start();
    await shell.lockRevoked();
    expect([shell.getSnapshot(), events]).toEqual([
      { kind: 'revoked' },
      ['desk closed', 'keys locked for good'],
    ]);
    const later = startAt({ ...ENROLLED, isRevoked: true }, null);
    await later.shell.start();
    expect(later.shell.getSnapshot()).toEqual({ kind: 'revoked' });
  });

  test('an enrolled computer asks who is there', async () => {
    const { shell } = startAt(ENROLLED, null);
    await shell.start();
    expect(shell.getSnapshot()).toEqual({ kind: 'locked', info: INFO, status: ENROLLED });
  });

  test('a session that outlived the window opens the desk without asking', async () => {
    const { shell } = startAt(ENROLLED, SESSION);
    await shell.start();
    expect(shell.getSnapshot().kind).toBe('open');
  });

  test('a full disk is shown and tried again; the session stays', async () => {
    const { shell } = startAt(ENROLLED, SESSION, [{ kind: 'disk-full' }]);
    await shell.start();
    expect(shell.getSnapshot()).toEqual({ kind: 'trouble', reason: 'disk-full' });
    await shell.start();
    expect(shell.getSnapshot().kind).toBe('open');
  });

  test('locking closes the desk before the keys are forgotten, and a second press does nothing', async () => {
    const { shell, events } = startAt(ENROLLED, SESSION);
    await shell.start();
    await Promise.all([shell.lock(), shell.lock()]);
    expect(events).toEqual(['desk closed', 'keys forgotten']);
    expect(shell.getSnapshot().kind).toBe('locked');
  });
});
