import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { SERVER_ADDRESS } from './slow-link.ts';

// The endpoints that RxDB's HTTP replication asks for, as its manual describes them: pull by checkpoint, push.
interface Doc {
  readonly id: string;
}
interface PushRow {
  readonly newDocumentState: Doc;
}
/** Each document with the number of its last change: the checkpoint. */
const docs = new Map<string, { readonly doc: Doc; readonly at: number }>();
let tick = 0;

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown;
}

function pull(url: URL): unknown {
  const after = Number(url.searchParams.get('after') ?? 0);
  const limit = Number(url.searchParams.get('batchSize') ?? 100);
  const newer = [...docs.values()].filter(({ at }) => at > after);
  const page = newer.toSorted((a, b) => a.at - b.at).slice(0, limit);
  return { documents: page.map(({ doc }) => doc), checkpoint: { at: page.at(-1)?.at ?? after } };
}

/** One officer writes here, so there are no conflicts to find. */
function push(rows: readonly PushRow[]): unknown {
  for (const { newDocumentState: doc } of rows) docs.set(doc.id, { doc, at: ++tick });
  return [];
}

const server = createServer((request, response) => {
  void (async () => {
    const url = new URL(request.url ?? '/', 'http://here');
    const answer = request.method === 'POST' ? push((await bodyOf(request)) as PushRow[]) : pull(url);
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
    response.end(gzipSync(JSON.stringify(answer)));
  })();
});
server.listen(0, SERVER_ADDRESS, () => process.send?.({ port: (server.address() as AddressInfo).port }));
