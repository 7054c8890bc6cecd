import { addRxPlugin, createRxDatabase, type RxCollection } from 'rxdb/plugins/core';
import { replicateRxCollection } from 'rxdb/plugins/replication';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { RxDBUpdatePlugin } from 'rxdb/plugins/update';
import { FarLink, type Measure } from './far-side.ts';
import { SERVER_ADDRESS } from './slow-link.ts';
import { documentOf, someEdits, someVisits } from './workload.ts';

// Two RxDBs with HTTP replication to plain endpoints, as the manual shows it: JSON in batches of a hundred.
interface VisitDoc {
  id: string;
  body: Record<string, unknown>;
}
interface Checkpoint {
  at: number;
}
const { port } = JSON.parse(process.argv[2] ?? '{}') as { port: number };
const base = `http://${SERVER_ADDRESS}:${String(port)}`;
const BATCH = 100;
addRxPlugin(RxDBUpdatePlugin);

async function collection(name: string): Promise<RxCollection<VisitDoc>> {
  const database = await createRxDatabase({ name, storage: getRxStorageMemory(), multiInstance: false });
  const { visits } = await database.addCollections<{ visits: RxCollection<VisitDoc> }>({
    visits: {
      schema: {
        version: 0,
        primaryKey: 'id',
        type: 'object',
        properties: {
          id: { type: 'string', maxLength: 40 },
          body: { type: 'object' },
        },
        required: ['id', 'body'],
      },
    },
  });
  return visits;
}

/** One replication from its last checkpoint until both ways are in step. */
async function replicate(of: RxCollection<VisitDoc>): Promise<void> {
  const state = replicateRxCollection<VisitDoc, Checkpoint>({
    collection: of,
    replicationIdentifier: 'link',
    live: false,
    retryTime: 1000,
    push: {
      batchSize: BATCH,
      handler: async (rows) => {
        const headers = { 'content-type': 'application/json' };
        const answer = await fetch(`${base}/push`, { method: 'POST', headers, body: JSON.stringify(rows) });
        return (await answer.json()) as never;
      },
    },
    pull: {
      batchSize: BATCH,
      handler: async (checkpoint) => {
        const after = String(checkpoint?.at ?? 0);
        const answer = await fetch(`${base}/pull?after=${after}&batchSize=${String(BATCH)}`);
        return (await answer.json()) as never;
      },
    },
  });
  await state.awaitInitialReplication();
  await state.cancel();
}

const [first, second] = [await collection('first'), await collection('second')];
const link = new FarLink();
await first.insert({ id: 'begin', body: {} });
await replicate(first);
await replicate(second);
await link.ask('slow');
const visits = someVisits(500, 11);
const edits = someEdits(visits, 33);
const measures: Measure[] = [];
await first.bulkInsert(visits.map((visit) => ({ id: visit.id, body: clean(documentOf(visit, null)) })));
measures.push(await link.measure('new up', () => replicate(first)));
measures.push(await link.measure('new down', () => replicate(second)));
for (const edit of edits) {
  const found = await first.findOne(edit.visit.id).exec();
  await found?.incrementalPatch({ body: clean(documentOf(edit.visit, edit)) });
}
measures.push(await link.measure('edited up', () => replicate(first)));
measures.push(await link.measure('edited down', () => replicate(second)));
const found = await second.find().exec();
const brought = new Map(found.map((doc) => [doc.id, JSON.stringify(doc.toJSON().body)]));
for (const edit of edits) {
  if (brought.get(edit.visit.id) !== JSON.stringify(clean(documentOf(edit.visit, edit))))
    throw new Error(`RxDB did not bring ${edit.visit.id} as it was edited`);
}
link.done(measures);

function clean(value: Record<string, unknown>): Record<string, unknown> {
  return JSON.parse(JSON.stringify(value)) as Record<string, unknown>;
}
