/**
 * Keeps the lockfile installable everywhere: `npm ci` refuses a lockfile without an entry for each platform package
 * of a locked tool, even for platforms that are never installed, and `npm install` leaves out those that its
 * registry does not hold (mirrors lag). With `--fix` it adds them, at the version their owner pins; their integrity
 * stays open until somebody installs on that platform. Also: exact versions, and no registry host.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootDir } from '../lib/paths.ts';

interface LockEntry {
  version?: string;
  resolved?: string;
  dev?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

interface Lockfile {
  packages: Record<string, LockEntry>;
}

const EXACT = /^\d+\.\d+\.\d+(-[\w.]+)?$/;
const SYSTEMS = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const PROCESSORS = [
  'arm64',
  'ia32',
  'loong64',
  'mips64el',
  'ppc64',
  'riscv64',
  's390x',
  'wasm32',
  'x64',
  'arm',
];

const file = join(rootDir, 'package-lock.json');
const lock = JSON.parse(readFileSync(file, 'utf8')) as Lockfile;
const missing = missingPlatforms(lock);

if (process.argv.includes('--fix') && missing.length > 0) {
  for (const { name, version, isDev } of missing)
    lock.packages[`node_modules/${name}`] = platformEntry(name, version, isDev);
  const { '': own, ...others } = lock.packages;
  const sorted = Object.entries(others).toSorted(([a], [b]) => a.localeCompare(b, 'en'));
  lock.packages = { ...(own ? { '': own } : {}), ...Object.fromEntries(sorted) };
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  process.stdout.write(`added ${missing.length} platform packages to package-lock.json\n`);
} else {
  const problems = [
    ...missing.map(
      ({ name, owner }) => `${name} (of ${owner}) has no entry: node scripts/lint/lockfile.ts --fix`,
    ),
    ...looseVersions(lock),
    ...Object.entries(lock.packages)
      .filter(([, entry]) => entry.resolved?.startsWith('http') === true)
      .map(([path]) => `${path} names a registry host`),
  ];
  for (const problem of problems) process.stdout.write(`${problem}\n`);
  if (problems.length > 0) process.exitCode = 1;
}

function missingPlatforms({
  packages,
}: Lockfile): { name: string; version: string; owner: string; isDev: boolean }[] {
  return Object.entries(packages).flatMap(([owner, entry]) =>
    Object.entries(entry.optionalDependencies ?? {})
      .filter(([name, version]) => EXACT.test(version) && !isLocked(packages, owner, name))
      .map(([name, version]) => ({ name, version, owner, isDev: entry.dev === true })),
  );
}

/** Looks where Node would: in the owner's own node_modules and in each above it. */
function isLocked(packages: Record<string, LockEntry>, owner: string, name: string): boolean {
  for (let place = owner; ; place = place.slice(0, Math.max(0, place.lastIndexOf('/node_modules/')))) {
    if (packages[place === '' ? `node_modules/${name}` : `${place}/node_modules/${name}`] !== undefined)
      return true;
    if (place === '') return false;
  }
}

function platformEntry(name: string, version: string, isDev: boolean): LockEntry {
  const words = name.split(/[/-]/);
  const os = SYSTEMS.filter((system) => words.includes(system));
  const cpu = PROCESSORS.filter((processor) => words.includes(processor));
  if (os.length !== 1 || cpu.length !== 1) throw new Error(`no platform can be read from the name ${name}`);
  const libc = words.some((word) => word.startsWith('musl'))
    ? ['musl']
    : words.includes('gnu')
      ? ['glibc']
      : [];
  return {
    version,
    cpu,
    ...(isDev ? { dev: true } : {}),
    ...(libc.length > 0 ? { libc } : {}),
    optional: true,
    os,
  };
}

function looseVersions({ packages }: Lockfile): string[] {
  const own = packages[''] ?? {};
  return Object.entries({ ...own.dependencies, ...own.devDependencies })
    .filter(([, version]) => !EXACT.test(version))
    .map(([name, version]) => `${name} is not pinned: ${version}`);
}
