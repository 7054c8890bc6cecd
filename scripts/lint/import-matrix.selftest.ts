/** Plants bad imports in a copy of the room layout and expects the matrix to name each of them, and no good one. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { rootDir } from '../lib/paths.ts';
import { tool } from '../lib/tools.ts';
import { cruiseRooms } from './import-matrix.ts';

interface Plant {
  file: string;
  code: string;
  /** The rule that must fire, or null where nothing may. */
  rule: string | null;
}

const value = (path: string) => `import { x } from '${path}';\nexport const y = x;\n`;
const type = (path: string) => `import type { X } from '${path}';\nexport type Y = X;\n`;
const inline = (path: string) => `export type Y = import('${path}').X;\n`;
const lazy = (path: string) => `export const y = () => import('${path}');\n`;
const again = (path: string) => `export { x } from '${path}';\n`;

const bad: Plant[] = [
  { file: 'shared/lib/a1.ts', code: value('../domain/org/face.ts'), rule: 'matrix shared/lib' },
  { file: 'shared/lib/a2.ts', code: type('../protocol/face.ts'), rule: 'matrix shared/lib' },
  { file: 'shared/lib/a3.ts', code: value('electron'), rule: 'shared stays pure' },
  { file: 'shared/lib/a4.ts', code: type('electron'), rule: 'home of electron' },
  { file: 'renderer/ui/a0.ts', code: type('electron/renderer'), rule: 'home of electron' },
  { file: 'shared/lib/a5.ts', code: value('node:fs'), rule: 'shared stays pure' },
  { file: 'shared/lib/a6.ts', code: type('node:fs'), rule: 'shared stays pure' },
  { file: 'shared/lib/a8.ts', code: type('dexie'), rule: 'home of dexie' },
  { file: 'shared/lib/a9.ts', code: type('react'), rule: 'shared stays pure' },
  {
    file: 'shared/domain/complaints/b1.ts',
    code: value('../inspections/face.ts'),
    rule: 'matrix shared/domain/x',
  },
  {
    file: 'shared/domain/complaints/b3.ts',
    code: type('../../protocol/face.ts'),
    rule: 'matrix shared/domain/x',
  },
  { file: 'shared/protocol/c1.ts', code: type('../sync/face.ts'), rule: 'matrix shared/protocol' },
  { file: 'shared/schema/c2.ts', code: type('../protocol/face.ts'), rule: 'matrix shared/schema' },
  { file: 'shared/sync/c3.ts', code: type('../domain/org/face.ts'), rule: 'matrix shared/sync' },
  { file: 'shared/ipc/c4.ts', code: type('../protocol/face.ts'), rule: 'matrix shared/ipc' },
  { file: 'shared/sync/c5.ts', code: value('../../renderer/data/face.ts'), rule: 'matrix shared/sync' },
  {
    file: 'electron/preload/d1.ts',
    code: value('../../shared/lib/face.ts'),
    rule: 'matrix electron/preload',
  },
  { file: 'electron/preload/d2.ts', code: value('../keys/face.ts'), rule: 'matrix electron/preload' },
  { file: 'electron/preload/d3.ts', code: value('node:fs'), rule: 'no node in renderer or preload' },
  { file: 'electron/ipc/d4.ts', code: value('../main/face.ts'), rule: 'matrix electron/ipc' },
  { file: 'electron/keys/d5.ts', code: type('../files/face.ts'), rule: 'matrix electron/x' },
  {
    file: 'electron/main/d6.ts',
    code: type('../../shared/domain/org/face.ts'),
    rule: 'matrix electron/main',
  },
  { file: 'electron/main/d7.ts', code: value('node:crypto'), rule: 'home of node:crypto' },
  { file: 'electron/files/d8.ts', code: value('../../renderer/data/face.ts'), rule: 'matrix electron/x' },
  { file: 'renderer/ui/e1.ts', code: value('../data/face.ts'), rule: 'matrix renderer/ui' },
  { file: 'renderer/ui/e2.ts', code: type('../../shared/domain/org/face.ts'), rule: 'matrix renderer/ui' },
  { file: 'renderer/platform/e3.ts', code: value('../data/face.ts'), rule: 'matrix renderer/platform' },
  { file: 'renderer/data/e4.ts', code: type('../features/registry/face.ts'), rule: 'matrix renderer/data' },
  { file: 'renderer/data/e5.ts', code: type('../../server/store/face.ts'), rule: 'matrix renderer/data' },
  {
    file: 'renderer/features/complaints/e6.tsx',
    code: value('../registry/face.ts'),
    rule: 'matrix renderer/features/x',
  },
  {
    file: 'renderer/features/complaints/e8.tsx',
    code: lazy('../registry/face.ts'),
    rule: 'matrix renderer/features/x',
  },
  {
    file: 'renderer/features/complaints/e9.tsx',
    code: type('../../../shared/sync/face.ts'),
    rule: 'matrix renderer/features/x',
  },
  { file: 'renderer/features/complaints/f1.tsx', code: value('dexie'), rule: 'home of dexie' },
  { file: 'renderer/features/complaints/f2.tsx', code: type('electron'), rule: 'home of electron' },
  {
    file: 'renderer/features/complaints/f3.tsx',
    code: value('node:path'),
    rule: 'no node in renderer or preload',
  },
  { file: 'renderer/app/f4.tsx', code: type('../../shared/ipc/face.ts'), rule: 'matrix renderer/app' },
  { file: 'server/store/g1.ts', code: type('../features/org/face.ts'), rule: 'matrix server/store' },
  { file: 'server/features/org/g2.ts', code: type('../../routes/face.ts'), rule: 'matrix server/features' },
  { file: 'server/routes/g3.ts', code: type('../app/face.ts'), rule: 'matrix server/routes' },
  { file: 'server/app/g4.ts', code: type('../../shared/schema/face.ts'), rule: 'matrix server/app' },
  { file: 'server/store/g5.ts', code: type('../../electron/keys/face.ts'), rule: 'matrix server/store' },
  { file: 'server/store/g6.ts', code: type('react'), rule: 'home of screen packages' },
  { file: 'renderer/data/g7.ts', code: type('fastify'), rule: 'home of server packages' },
  { file: 'shared/lib/h1.ts', code: value('./h2.ts'), rule: 'no cycles' },
  { file: 'shared/lib/h2.ts', code: again('./h1.ts'), rule: null },
  { file: 'shared/lib/h3.ts', code: type('./h4.ts'), rule: 'no cycles' },
  { file: 'shared/lib/h4.ts', code: type('./h3.ts'), rule: null },
  { file: 'server/app/i1.ts', code: value('../../test/support/face.ts'), rule: 'nobody imports tests' },
  { file: 'renderer/data/i2.ts', code: value('./gone.ts'), rule: 'resolvable' },
  { file: 'shared/lib/i3.ts', code: value('vitest'), rule: 'not a development dependency' },
];

/** What oxlint must say, because the matrix cannot see it. */
const badForLint: Plant[] = [
  { file: 'shared/lib/m1.ts', code: inline('node:fs'), rule: 'typescript(consistent-type-imports)' },
  {
    file: 'renderer/features/complaints/m2.tsx',
    code: inline('../registry/face.ts'),
    rule: 'typescript(consistent-type-imports)',
  },
  { file: 'shared/lib/m3.ts', code: 'export default 1;\n', rule: 'import(no-default-export)' },
  { file: 'shared/lib/m4.ts', code: "export * from './face.ts';\n", rule: 'oxc(no-barrel-file)' },
  {
    file: 'shared/lib/m5.ts',
    code: "export * from './face.ts';\nexport const own = 1;\n",
    rule: 'oxc(no-barrel-file)',
  },
  {
    file: 'electron/keys/m6.ts',
    code: "import { ipcMain } from 'electron';\nexport const y = ipcMain;\n",
    rule: 'eslint(no-restricted-imports)',
  },
  {
    file: 'electron/ipc/m7.ts',
    code: "import { ipcRenderer } from 'electron';\nexport const y = ipcRenderer;\n",
    rule: 'eslint(no-restricted-imports)',
  },
  {
    file: 'renderer/ui/m8.tsx',
    code: 'export const y = crypto.subtle;\n',
    rule: 'eslint(no-restricted-globals)',
  },
  {
    file: 'shared/lib/m9.ts',
    code: 'export const y = (x: any): void => console.log(x);\n',
    rule: 'typescript(no-explicit-any)',
  },
  {
    file: 'server/store/n1.ts',
    code: "export const y = (): void => console.log('x');\n",
    rule: 'eslint(no-console)',
  },
  {
    file: 'shared/lib/n2.ts',
    code: "import { x } from './face';\nexport const y = x;\n",
    rule: 'import(extensions)',
  },
  {
    file: 'shared/lib/n3.ts',
    code: "export function y(x: 'a' | 'b'): number {\n  switch (x) {\n    case 'a':\n      return 1;\n  }\n  return 2;\n}\n",
    rule: 'typescript(switch-exhaustiveness-check)',
  },
  {
    file: 'server/store/n4.ts',
    code: 'const f = async (): Promise<void> => {};\nexport function y(): void {\n  f();\n}\n',
    rule: 'typescript(no-floating-promises)',
  },
];

const good: Plant[] = [
  {
    file: 'electron/preload/k0.ts',
    code: "import { contextBridge } from 'electron/renderer';\nexport const z = contextBridge;\n",
    rule: null,
  },
  { file: 'shared/lib/k1.ts', code: value('zod'), rule: null },
  {
    file: 'shared/domain/complaints/k2.ts',
    code: `${value('../clocks/face.ts')}export type { X } from '../org/face.ts';\n`,
    rule: null,
  },
  {
    file: 'electron/ipc/k3.ts',
    code: `import '../keys/face.ts';\nimport '../files/face.ts';\nimport { ipcMain } from 'electron';\nexport const z = ipcMain;\n`,
    rule: null,
  },
  { file: 'electron/keys/k4.ts', code: value('node:crypto'), rule: null },
  {
    file: 'renderer/features/complaints/k5.tsx',
    code: `import font from './font.woff2?url';\nimport './k5.css';\nimport '@fontsource/noto-sans-sc/400.css';\nimport zh from '../../../locales/zh-CN/k.json' with { type: 'json' };\nimport { Button } from 'antd';\nimport { x } from '../../data/face.ts';\nexport const all = [font, zh, Button, x];\n`,
    rule: null,
  },
  {
    file: 'renderer/data/k6.ts',
    code: `import Dexie from 'dexie';\nimport { useLiveQuery } from 'dexie-react-hooks';\nexport const z = [Dexie, useLiveQuery];\n`,
    rule: null,
  },
  { file: 'server/routes/k7.ts', code: value('../features/org/face.ts'), rule: null },
  {
    file: 'test/integration/k8.ts',
    code: `import '../../renderer/data/face.ts';\nimport '../../server/app/face.ts';\nimport 'vitest';\n`,
    rule: null,
  },
  {
    file: 'shared/lib/k9.test.ts',
    code: `import 'vitest';\nimport 'fast-check';\nimport '../../test/support/face.ts';\n`,
    rule: null,
  },
];

const faces = [
  'shared/lib',
  'shared/domain/org',
  'shared/domain/clocks',
  'shared/domain/inspections',
  'shared/protocol',
  'shared/schema',
  'shared/sync',
  'shared/ipc',
  'electron/main',
  'electron/keys',
  'electron/files',
  'renderer/data',
  'renderer/features/registry',
  'server/app',
  'server/routes',
  'server/features/org',
  'server/store',
  'test/support',
].map((folder) => ({
  file: `${folder}/face.ts`,
  code: 'export const x = 1;\nexport interface X {\n  x: 1;\n}\n',
}));

const assets = [
  { file: 'renderer/features/complaints/font.woff2', code: '' },
  { file: 'renderer/features/complaints/k5.css', code: '' },
  { file: 'locales/zh-CN/k.json', code: '{}' },
];

const base = mkdtempSync(join(tmpdir(), 'import-matrix-'));
try {
  copyFileSync(join(rootDir, 'package.json'), join(base, 'package.json'));
  symlinkSync(join(rootDir, 'node_modules'), join(base, 'node_modules'));
  for (const { file, code } of [...faces, ...assets, ...bad, ...badForLint, ...good]) {
    mkdirSync(dirname(join(base, file)), { recursive: true });
    writeFileSync(join(base, file), code);
  }
  writeTsconfigs();
  const report = cruiseRooms(base);
  const linted = lintReport();
  const failures = [
    ...bad
      .filter(
        ({ file, rule }) =>
          rule !== null && !report.violations.some((v) => v.from === file && v.rule === rule),
      )
      .map(({ file, rule }) => `not caught: ${file} (${rule})`),
    ...badForLint
      .filter(({ file, rule }) => !linted.some((found) => found.file === file && found.rule === rule))
      .map(({ file, rule }) => `not caught by oxlint: ${file} (${rule})`),
    ...report.violations
      .filter(({ from }) => good.some(({ file }) => file === from))
      .map(({ from, to, rule }) => `wrongly caught: ${from} → ${to} (${rule})`),
  ];
  for (const failure of failures) process.stdout.write(`${failure}\n`);
  const planted = bad.filter(({ rule }) => rule !== null).length + badForLint.length;
  process.stdout.write(
    `${planted} bad imports planted, ${planted - failures.length} caught, ${good.length} good files\n`,
  );
  if (failures.length > 0 || report.modules === 0) process.exitCode = 1;
} finally {
  rmSync(base, { recursive: true, force: true });
}

function writeTsconfigs(): void {
  copyFileSync(join(rootDir, 'tsconfig.json'), join(base, 'tsconfig.json'));
  for (const room of ['shared', 'electron', 'renderer', 'server']) {
    copyFileSync(join(rootDir, room, 'tsconfig.json'), join(base, room, 'tsconfig.json'));
  }
}

function lintReport(): { file: string; rule: string }[] {
  const outcome = spawnSync(
    process.execPath,
    tool(
      'oxlint',
      '-c',
      join(rootDir, 'scripts', 'lint', 'oxlint.json'),
      '--type-aware',
      '-f',
      'json',
      'shared',
      'electron',
      'renderer',
      'server',
    ),
    { cwd: base, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  const output = JSON.parse(outcome.stdout) as { diagnostics: { code: string; filename: string }[] };
  return output.diagnostics.map(({ code, filename }) => ({
    rule: code,
    file: filename.replaceAll('\\', '/'),
  }));
}
