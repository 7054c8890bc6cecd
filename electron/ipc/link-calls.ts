import type { Instant } from '../../shared/lib/dates.ts';
import type { OfficerId } from '../../shared/lib/ids.ts';
import { lookAtAuthority, type LookedAtAuthority } from '../net/bureau-authority.ts';
import type { KnownTimes } from '../net/certificate.ts';
import type { Doctor } from '../net/doctor.ts';
import { proxyProblem } from '../net/proxy.ts';
import { parseAddress } from '../net/address.ts';
import { orDiskFailure } from '../files/disk-failure.ts';
import type { LinkStore } from '../files/link-store.ts';
import type { SealedLogin } from '../files/sealed-login.ts';
import type { AreaHandlers } from './calls.ts';

export interface LinkCallParts {
  readonly store: LinkStore;
  readonly login: SealedLogin;
  readonly doctor: Doctor;
  readonly times: () => KnownTimes;
  readonly now: () => Instant;
  /** Address of the enrolled server; null before enrolment. */
  readonly address: () => string | null;
  readonly officerId: () => OfficerId | null;
  /** The session follows what the store says now. */
  readonly applyProxy: () => Promise<void>;
  readonly applyAuthority: () => Promise<void>;
  readonly abort: (what: 'all' | 'photos') => void;
  readonly notify: (title: string, body: string) => void;
  readonly setBackground: (notice: { readonly title: string; readonly body: string } | null) => void;
}

/** Proxy, the bureau's authority, schedule, the doctor, and what the desktop shows while the window is away. */
export function linkCalls(parts: LinkCallParts): AreaHandlers<'link'> {
  const { store, login } = parts;
  let looked: LookedAtAuthority | null = null;
  const record = (what: 'added' | 'removed', authority: { host: string; fingerprint: string }) => [
    ...store.get().authorityHistory,
    {
      at: parts.now(),
      what,
      officerId: parts.officerId(),
      host: authority.host,
      fingerprint: authority.fingerprint,
    },
  ];
  return {
    'link/proxy-read': async () => ({
      proxy: store.get().proxy,
      loginUser: (await login.read())?.user ?? null,
    }),
    'link/proxy-write': ({ proxy, login: given }) =>
      orDiskFailure(async () => {
        const problem = proxyProblem(proxy);
        if (problem !== null) return { kind: problem };
        if (given !== undefined) await login.write(given);
        await store.write({ proxy });
        await parts.applyProxy();
        return { kind: 'written' } as const;
      }),
    'link/authority-read': () => {
      const { authority, authorityHistory } = store.get();
      if (authority === null) return { authority: null, history: authorityHistory };
      const { pem: _pem, ...shown } = authority;
      return { authority: shown, history: authorityHistory };
    },
    'link/authority-look': ({ bytes, address }) => {
      const host = parseAddress(address ?? parts.address() ?? '')?.host ?? null;
      looked = lookAtAuthority(bytes, host, parts.times());
      return looked.look;
    },
    'link/authority-take': ({ fingerprint }) =>
      orDiskFailure(async () => {
        if (looked?.look.kind !== 'authority' || looked.look.authority.fingerprint !== fingerprint)
          return { kind: 'nothing-looked-at' } as const;
        const { authority } = looked.look;
        await store.write({
          authority: { ...authority, pem: looked.pem },
          authorityHistory: record('added', authority),
        });
        await parts.applyAuthority();
        return { kind: 'written' } as const;
      }),
    'link/authority-remove': () =>
      orDiskFailure(async () => {
        const { authority } = store.get();
        if (authority !== null)
          await store.write({ authority: null, authorityHistory: record('removed', authority) });
        await parts.applyAuthority();
        return { kind: 'written' } as const;
      }),
    'link/plan-read': () => store.get().plan,
    'link/plan-write': async (change) => {
      const plan = { ...store.get().plan, ...change };
      // A disk that refuses loses the choice at the next start only.
      await store.write({ plan }).catch(() => undefined);
      return plan;
    },
    'link/check': ({ step }) => parts.doctor.check(step),
    'link/abort': ({ what }) => void parts.abort(what),
    'link/notify': ({ title, body }) => void parts.notify(title, body),
    'link/background': (notice) => void parts.setBackground(notice),
  };
}
