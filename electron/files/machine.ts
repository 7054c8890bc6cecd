import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { uptime } from 'node:os';
import { sha256Hex } from '../../shared/lib/sha256.ts';

/** Time since this machine started, suspend included, and a name for that start. Neither follows the wall clock. */
export interface BootClock {
  elapsedMs(): number;
  readonly bootId: string;
}

/**
 * Reads the operating system. Where it has no boot id (Windows), the minute of the start stands for it: two starts of
 * the app within one boot may then get neighbouring names, which only widens what is known about an act's time.
 */
export function systemBootClock(wallMs: () => number): BootClock {
  const elapsedMs = (): number => Math.floor(uptime() * 1000);
  const named =
    textOf('/proc/sys/kernel/random/boot_id') ?? `minute ${Math.round((wallMs() - elapsedMs()) / 60_000)}`;
  return { elapsedMs, bootId: sha256Hex(`jd-boot-1|${named}`).slice(0, 16) };
}

/** A keyed name of this machine, to notice that a profile was carried to another one; `unknown` where none can be read. */
export function machineName(): string {
  const id =
    process.platform === 'win32'
      ? windowsMachineGuid()
      : (textOf('/etc/machine-id') ?? textOf('/var/lib/dbus/machine-id'));
  return id === null ? 'unknown' : sha256Hex(`jd-machine-1|${id}`);
}

function textOf(path: string): string | null {
  try {
    const text = readFileSync(path, 'utf8').trim();
    return text === '' ? null : text;
  } catch {
    return null;
  }
}

function windowsMachineGuid(): string | null {
  try {
    const key = 'HKLM\\SOFTWARE\\Microsoft\\Cryptography';
    const answer = execFileSync('reg', ['query', key, '/v', 'MachineGuid', '/reg:64'], {
      encoding: 'utf8',
      windowsHide: true,
    });
    return /REG_SZ\s+(\S+)/.exec(answer)?.[1] ?? null;
  } catch {
    return null;
  }
}
