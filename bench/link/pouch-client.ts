import PouchDB from 'pouchdb-core';
import httpAdapter from 'pouchdb-adapter-http';
import memoryAdapter from 'pouchdb-adapter-memory';
import replication from 'pouchdb-replication';
import { FarLink, type Measure } from './far-side.ts';
import { SERVER_ADDRESS } from './slow-link.ts';
import { documentOf, someEdits, someVisits } from './workload.ts';

// Two PouchDBs and one CouchDB-protocol server, replicating as the manual shows it: whole documents in batches of a hundred.
const { port } = JSON.parse(process.argv[2] ?? '{}') as { port: number };
const remote = `http://${SERVER_ADDRESS}:${String(port)}/visits`;
const Local = PouchDB.plugin(memoryAdapter).plugin(httpAdapter).plugin(replication);
const [first, second] = [
  new Local('first', { adapter: 'memory' }),
  new Local('second', { adapter: 'memory' }),
] as const;
const link = new FarLink();

async function up(): Promise<void> {
  await first.replicate.to(remote);
}
async function down(): Promise<void> {
  await second.replicate.from(remote);
}

await first.bulkDocs([{ _id: 'begin' }]);
await up();
await down();
await link.ask('slow');
const visits = someVisits(500, 11);
const edits = someEdits(visits, 33);
const measures: Measure[] = [];
await first.bulkDocs(visits.map((visit) => ({ _id: visit.id, ...documentOf(visit, null) })));
measures.push(await link.measure('new up', up), await link.measure('new down', down));
const changed = await Promise.all(
  edits.map(async (edit) => ({ ...(await first.get(edit.visit.id)), ...documentOf(edit.visit, edit) })),
);
await first.bulkDocs(changed);
measures.push(await link.measure('edited up', up), await link.measure('edited down', down));
const { doc_count: count } = await second.info();
if (count !== visits.length + 1) throw new Error(`PouchDB brought ${String(count)} documents`);
link.done(measures);
