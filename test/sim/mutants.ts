/** A deliberate bug: this text of a shipped file, found exactly once, is replaced while it is loaded. */
export interface Mutant {
  readonly name: string;
  readonly file: string;
  readonly find: string;
  readonly put: string;
  /** The seed that caught it when this was written: the quick hunt begins there, since most other runs never meet it. */
  readonly metBy: number;
}

export const MUTANTS: readonly Mutant[] = [
  {
    name: 'server skips the dedupe',
    file: 'server/features/acts/place-batch.ts',
    find: 'const known = acts.findIndex((act) => values.get(act.seq) !== act.hash);',
    put: 'const known = 0;',
    metBy: 1,
  },
  {
    name: 'server answers before the batch is on the ingest file',
    file: 'server/features/ingest/in-ingest.ts',
    find: 'const position = await core.ingest.append(header, bytes);',
    put: 'const position = { file: 0, offset: 0 }; void header; void bytes;',
    metBy: 3,
  },
  {
    name: 'server does not replay the ingest file',
    file: 'server/features/ingest/recover.ts',
    find: 'if (!(await replay(core, header, entry.bytes))) continue;',
    put: 'if (header.kind) continue;',
    metBy: 1,
  },
  {
    name: 'server runs acts out of lane order',
    file: 'server/features/acts/open-acts.ts',
    find: 'act.lane === lane',
    put: 'act.lane === null',
    metBy: 17,
  },
  {
    name: 'server runs an act and its re-issue',
    file: 'server/features/acts/judge.ts',
    find: 'const fate = await fateElsewhere(hearing, own, originals);',
    put: 'const fate = null;',
    metBy: 5,
  },
  {
    name: 'server gives receipts of an older epoch',
    file: 'server/features/acts/statements.ts',
    find: '(JSON.parse(row.body) as Receipt).epoch === epoch',
    put: 'epoch === epoch',
    metBy: 1,
  },
  {
    name: 'device drops the base copy',
    file: 'renderer/data/dexie-store.ts',
    find: 'if (!isShadowed)',
    put: 'if (!isShadowed && before === undefined)',
    metBy: 5,
  },
  {
    name: 'device believes a receipt that nobody signed',
    file: 'shared/sync/receipts.ts',
    find: 'if (!(await verify(purpose, signed))) return null;',
    put: 'await verify(purpose, signed);',
    metBy: 11,
  },
  {
    name: 'device moves the base on a receipt',
    file: 'renderer/data/act-changes.ts',
    find: 'const inReplay = isReplaced(row, change) ? 0',
    put: "if (change.state === 'delivered') row.inReplay = 0; const inReplay = isReplaced(row, change) ? 0",
    metBy: 5,
  },
  {
    name: 'device loses the replay set on a reset',
    file: 'shared/sync/pull.ts',
    find: 'const all = await store.replaySet();',
    put: 'const all = base.reset ? [] : await store.replaySet();',
    metBy: 74,
  },
  {
    name: 'device counts a repeated receipt twice',
    file: 'renderer/data/act-changes.ts',
    find: 'moves.push({ from: row.state, to: change.state });',
    put: "moves.push({ from: 'waiting', to: change.state });",
    metBy: 1,
  },
  {
    name: 'device advances the cursor before the swap',
    file: 'shared/sync/pull.ts',
    find: 'if (staged && (await isGreeted(store, staged.epoch))) return staged;',
    put: 'if (staged && (await isGreeted(store, staged.epoch))) { await store.dropStaged(); return staged; }',
    metBy: 64,
  },
  {
    name: 'device forgets what an act came after',
    file: 'shared/sync/act-writer.ts',
    find: 'return [...seqs].toSorted((a, b) => a - b);',
    put: 'return [];',
    metBy: 16,
  },
  {
    name: 'device ignores a new epoch',
    file: 'shared/sync/hello.ts',
    find: 'const isRestored = known !== null && known !== answer.epoch;',
    put: 'const isRestored = false;',
    metBy: 54,
  },
  {
    name: 'device keeps the copies of a scope it lost',
    file: 'renderer/data/swap.ts',
    find: 'if (swap.lostScopes.length > 0)',
    put: 'if (swap.lostScopes.length > 99)',
    metBy: 31,
  },
  {
    name: 'device never issues forked acts again',
    file: 'shared/sync/reissue.ts',
    find: 'const order = (await store.logs()).map((log) => log.logId);',
    put: 'const order = (await store.logs()).map((log) => log.logId); forked.length = 0; unsent.length = 0;',
    metBy: 35,
  },
];
