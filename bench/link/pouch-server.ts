import { mkdtempSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import expressPouch from 'express-pouchdb';
import PouchDB from 'pouchdb-core';
import httpAdapter from 'pouchdb-adapter-http';
import mapReduce from 'pouchdb-mapreduce';
import memoryAdapter from 'pouchdb-adapter-memory';
import replication from 'pouchdb-replication';
import { createServer } from 'node:http';
import { SERVER_ADDRESS } from './slow-link.ts';

// A server of the CouchDB protocol, in memory, over plain HTTP: it has no handshake to pay for.
process.chdir(mkdtempSync(join(tmpdir(), 'jd-pouch-')));
const Served = PouchDB.plugin(memoryAdapter)
  .plugin(httpAdapter)
  .plugin(mapReduce)
  .plugin(replication)
  .defaults({ adapter: 'memory' });
const app = express();
app.use('/', expressPouch(Served, { mode: 'minimumForPouchDB', inMemoryConfig: true }));
const server = createServer(app);
server.listen(0, SERVER_ADDRESS, () => process.send?.({ port: (server.address() as AddressInfo).port }));
