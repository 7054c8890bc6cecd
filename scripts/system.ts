/**
 * What a bare Debian lacks before Electron runs: a few shared libraries and, where no screen is, a virtual one.
 * Fonts are bundled with the app, so none are installed here.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { resolveElectron, type ElectronRuntime } from './electron-runtime.ts';

/** Debian package for each library or program that an Electron window cannot do without. */
const BASE_PACKAGES = ['libgtk-3-0', 'libnss3', 'libgbm1', 'libasound2'] as const;

/** Libraries ldd may name as missing, and who brings them; most come with libgtk-3-0. */
const PACKAGE_OF_LIBRARY: Record<string, string> = {
  'libgtk-3.so.0': 'libgtk-3-0',
  'libnss3.so': 'libnss3',
  'libnssutil3.so': 'libnss3',
  'libsmime3.so': 'libnss3',
  'libnspr4.so': 'libnspr4',
  'libgbm.so.1': 'libgbm1',
  'libasound.so.2': 'libasound2',
  'libcups.so.2': 'libcups2',
  'libdrm.so.2': 'libdrm2',
  'libdbus-1.so.3': 'libdbus-1-3',
  'libexpat.so.1': 'libexpat1',
  'libudev.so.1': 'libudev1',
  'libX11.so.6': 'libx11-6',
  'libxcb.so.1': 'libxcb1',
  'libxkbcommon.so.0': 'libxkbcommon0',
  'libXcomposite.so.1': 'libxcomposite1',
  'libXdamage.so.1': 'libxdamage1',
  'libXext.so.6': 'libxext6',
  'libXfixes.so.3': 'libxfixes3',
  'libXrandr.so.2': 'libxrandr2',
  'libatk-1.0.so.0': 'libatk1.0-0',
  'libatk-bridge-2.0.so.0': 'libatk-bridge2.0-0',
  'libatspi.so.0': 'libatspi2.0-0',
  'libcairo.so.2': 'libcairo2',
  'libpango-1.0.so.0': 'libpango-1.0-0',
  'libglib-2.0.so.0': 'libglib2.0-0',
  'libgobject-2.0.so.0': 'libglib2.0-0',
  'libgio-2.0.so.0': 'libglib2.0-0',
};

/** True where a window can be shown to a person: a desktop system, or a display named in the environment. */
export function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
}

/** Switches Electron needs because of who runs it: Chromium's sandbox refuses root (tests and development only). */
export function rootSwitches(): string[] {
  return process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}

/** Makes the system able to run `runtime`; installs what is missing when root on Debian, else throws the exact command. */
export function prepareSystem(runtime: ElectronRuntime): void {
  if (process.platform !== 'linux') return;
  const missing = missingPackages(runtime);
  if (missing.length === 0) return;
  const command = `apt-get update && apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  if (process.getuid?.() !== 0 || !hasProgram('apt-get')) {
    throw new Error(`Electron needs system packages that are not installed. Run as root:\n  ${command}`);
  }
  process.stderr.write(`installing system packages: ${missing.join(' ')}\n`);
  const outcome = spawnSync('sh', ['-c', command], {
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  const still = missingPackages(runtime);
  if (still.length === 0) return;
  throw new Error(`could not install ${still.join(' ')}\n${outcome.stderr}\nRun as root:\n  ${command}`);
}

/** A display to draw on; where there is none, starts a virtual one and sets DISPLAY. The caller stops it. */
export async function startDisplay(): Promise<{ display: string | null; stop: () => Promise<void> }> {
  if (hasDisplay()) return { display: process.env['DISPLAY'] ?? null, stop: () => Promise.resolve() };
  for (let number = 90 + (process.pid % 400), tries = 0; tries < 20; number += 1, tries += 1) {
    const started = await tryXvfb(number);
    if (started !== null) {
      process.env['DISPLAY'] = started.display;
      return started;
    }
  }
  throw new Error('Xvfb did not start on any of 20 display numbers');
}

async function tryXvfb(number: number): Promise<{ display: string; stop: () => Promise<void> } | null> {
  const lockFile = `/tmp/.X${number}-lock`;
  const socket = `/tmp/.X11-unix/X${number}`;
  if (isHeld(lockFile)) return null;
  const child = spawn('Xvfb', [`:${number}`, '-screen', '0', '1366x768x24', '-nolisten', 'tcp'], {
    stdio: 'ignore',
  });
  const ended = new Promise<void>((resolve) => {
    child.once('error', () => resolve());
    child.once('exit', () => resolve());
  });
  let alive = true;
  void ended.then(() => (alive = false));
  const killOnExit = () => void child.kill('SIGTERM');
  process.once('exit', killOnExit);
  for (let waited = 0; waited < 10_000 && alive; waited += 50) {
    // Only our own server counts: another process may have taken the number between the look and the start.
    if (existsSync(socket) && ownerOf(lockFile) === child.pid) {
      const stop = async () => {
        process.off('exit', killOnExit);
        child.kill('SIGTERM');
        await ended;
        if (process.env['DISPLAY'] === `:${number}`) delete process.env['DISPLAY'];
      };
      return { display: `:${number}`, stop };
    }
    await sleep(50);
  }
  process.off('exit', killOnExit);
  child.kill('SIGKILL');
  return null;
}

function ownerOf(lockFile: string): number | null {
  try {
    return Number(readFileSync(lockFile, 'utf8').trim());
  } catch {
    return null;
  }
}

function isHeld(lockFile: string): boolean {
  const owner = ownerOf(lockFile);
  if (owner === null) return false;
  try {
    process.kill(owner, 0);
    return true;
  } catch {
    rmSync(lockFile, { force: true });
    return false;
  }
}

function missingPackages(runtime: ElectronRuntime): string[] {
  const missing = new Set<string>();
  const libraries = missingLibraries(runtime.executablePath);
  if (libraries.length > 0) {
    for (const name of BASE_PACKAGES) if (!isInstalled(name)) missing.add(name);
    for (const library of libraries) missing.add(PACKAGE_OF_LIBRARY[library] ?? 'libgtk-3-0');
  }
  if (!hasDisplay() && !hasProgram('Xvfb')) missing.add('xvfb');
  return [...missing].toSorted();
}

function missingLibraries(executablePath: string): string[] {
  const listed = spawnSync('ldd', [executablePath], { encoding: 'utf8' }).stdout ?? '';
  return [...listed.matchAll(/^\s*(\S+) => not found/gm)].flatMap((match) => match[1] ?? []);
}

function isInstalled(name: string): boolean {
  const status = spawnSync('dpkg-query', ['-W', '-f', '${Status}', name], { encoding: 'utf8' }).stdout ?? '';
  return status.startsWith('install ok installed');
}

function hasProgram(name: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${name}`], { stdio: 'ignore' }).status === 0;
}

if (import.meta.main) {
  try {
    prepareSystem(await resolveElectron());
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 1;
  }
}
