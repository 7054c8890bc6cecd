/** A deliberate bug: this text of a shipped file, found exactly once, is replaced while it is loaded. */
export interface Mutant {
  readonly name: string;
  readonly file: string;
  readonly find: string;
  readonly put: string;
}

export const MUTANTS: readonly Mutant[] = [
  {
    name: 'server skips the dedupe',
    file: 'server/features/acts/place-batch.ts',
    find: 'const known = acts.findIndex((act) => values.get(act.seq) !== act.hash);',
    put: 'const known = 0;',
  },
  {
    name: 'server answers before the batch is on the ingest file',
    file: 'server/features/ingest/in-ingest.ts',
    find: 'const position = await core.ingest.append(header, bytes);',
    put: 'const position = { file: 0, offset: 0 }; void header; void bytes;',
  },
  {
    name: 'server does not replay the ingest file',
    file: 'server/features/ingest/recover.ts',
    find: 'if (!(await replay(core, header, entry.bytes))) continue;',
    put: 'if (header.kind) continue;',
  },
  {
    name: 'server runs acts out of lane order',
    file: 'server/features/acts/open-acts.ts',
    find: 'act.lane === lane',
    put: 'act.lane === null',
  },
  {
    name: 'server runs an act and its re-issue',
    file: 'server/features/acts/judge.ts',
    find: 'if (await ranElsewhere(hearing, own, originals))',
    put: 'if (false)',
  },
  {
    name: 'server gives receipts of an older epoch',
    file: 'server/features/acts/statements.ts',
    find: '(JSON.parse(row.body) as Receipt).epoch === epoch',
    put: 'epoch === epoch',
  },
  {
    name: 'device drops the base copy',
    file: 'renderer/data/dexie-store.ts',
    find: 'if (!isShadowed)',
    put: 'if (!isShadowed && before === undefined)',
  },
  {
    name: 'device believes a receipt that nobody signed',
    file: 'shared/sync/receipts.ts',
    find: 'if (!(await verify(purpose, signed))) return null;',
    put: 'await verify(purpose, signed);',
  },
  {
    name: 'device moves the base on a receipt',
    file: 'renderer/data/act-changes.ts',
    find: 'isReplaced(row, change) ? 0',
    put: "isReplaced(row, change) || change.state === 'delivered' ? 0",
  },
  {
    name: 'device loses the replay set on a reset',
    file: 'shared/sync/pull.ts',
    find: 'const all = await store.replaySet();',
    put: 'const all = base.reset ? [] : await store.replaySet();',
  },
  {
    name: 'device counts a repeated receipt twice',
    file: 'renderer/data/act-changes.ts',
    find: 'moves.push({ from: row.state, to: change.state });',
    put: "moves.push({ from: 'waiting', to: change.state });",
  },
  {
    name: 'device advances the cursor before the swap',
    file: 'shared/sync/pull.ts',
    find: 'if (staged && (await isGreeted(store, staged.epoch))) return staged;',
    put: 'if (staged && (await isGreeted(store, staged.epoch))) { await store.dropStaged(); return staged; }',
  },
  {
    name: 'device forgets what an act came after',
    file: 'shared/sync/act-writer.ts',
    find: 'return [...seqs].toSorted((a, b) => a - b);',
    put: 'return [];',
  },
  {
    name: 'device ignores a new epoch',
    file: 'shared/sync/hello.ts',
    find: 'const isRestored = known !== null && known !== answer.epoch;',
    put: 'const isRestored = false;',
  },
  {
    name: 'device keeps the copies of a scope it lost',
    file: 'renderer/data/swap.ts',
    find: 'if (swap.lostScopes.length > 0)',
    put: 'if (swap.lostScopes.length > 99)',
  },
  {
    name: 'device never issues forked acts again',
    file: 'shared/sync/reissue.ts',
    find: 'const order = (await store.logs()).map((log) => log.logId);',
    put: 'const order = (await store.logs()).map((log) => log.logId); forked.length = 0; unsent.length = 0;',
  },
];
