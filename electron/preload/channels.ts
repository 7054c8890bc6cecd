import type { CallName, EventName } from '../../shared/ipc/contract.ts';

// The names of the contract as plain data: the contract itself needs zod, which a preload script does without.
// The compiler refuses a foreign or a forgotten name.

const CALLS = {
  'app/info': true,
  'app/fresh-code': true,
  'export/save-text': true,
  'export/save-file': true,
  'export/make-pdf': true,
  'settings/read': true,
  'settings/write': true,
  'device/status': true,
  'enrol/look': true,
  'enrol/finish': true,
  'keys/sign-in': true,
  'keys/recover': true,
  'keys/change-password': true,
  'keys/session': true,
  'keys/lock': true,
  'keys/lock-revoked': true,
  'keys/cosign': true,
  'keys/end-cosign': true,
  'keys/seal-field': true,
  'keys/open-field': true,
  'journal/open': true,
  'journal/append': true,
  'journal/read': true,
  'journal/start-log': true,
  'journal/trim': true,
  'files/stage': true,
  'files/read': true,
  'files/upload': true,
  'files/fetch': true,
  'files/check': true,
  'files/remove': true,
  'files/held': true,
  'files/space': true,
  'net/hello': true,
  'net/call': true,
  'net/cancel': true,
  'net/adopt-manifest': true,
  'device/set-officers': true,
  'link/proxy-read': true,
  'link/proxy-write': true,
  'link/authority-read': true,
  'link/authority-look': true,
  'link/authority-take': true,
  'link/authority-remove': true,
  'link/plan-read': true,
  'link/plan-write': true,
  'link/check': true,
  'link/abort': true,
  'link/notify': true,
  'link/background': true,
  'snapshot/begin': true,
  'snapshot/append': true,
  'snapshot/commit': true,
  'snapshot/list': true,
  'snapshot/read': true,
  'draws/make-seed': true,
  'draws/seed-state': true,
  'draws/open-seed': true,
  'draws/forget-seed': true,
  'stick/choose-folder': true,
  'stick/look': true,
  'stick/write-begin': true,
  'stick/write-segment': true,
  'stick/write-file': true,
  'stick/write-finish': true,
  'stick/write-abandon': true,
  'stick/read-begin': true,
  'stick/read-next': true,
  'stick/read-end': true,
  'stick/carry': true,
  'stick/carry-cancel': true,
  'stick/history': true,
} as const satisfies Record<Exclude<CallName, 'stick/drop'>, true>;

const EVENTS = {
  'net/progress': true,
  'files/progress': true,
  'app/suspended': true,
  'stick/progress': true,
} as const satisfies Record<EventName, true>;

export function isCallName(name: string): boolean {
  return Object.hasOwn(CALLS, name);
}

export function isEventName(name: string): boolean {
  return Object.hasOwn(EVENTS, name);
}
