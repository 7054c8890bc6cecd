// The little of these packages that the bench uses; they bring no types of their own.

interface PouchDatabase {
  bulkDocs(docs: readonly object[]): Promise<unknown>;
  get(id: string): Promise<{ _id: string; _rev: string }>;
  info(): Promise<{ doc_count: number }>;
  readonly replicate: {
    to(remote: string, options?: object): Promise<{ readonly ok: boolean; readonly docs_written: number }>;
    from(remote: string, options?: object): Promise<{ readonly ok: boolean; readonly docs_written: number }>;
  };
}
interface PouchConstructor {
  new (name: string, options: { readonly adapter: string }): PouchDatabase;
  plugin(plugin: unknown): PouchConstructor;
  defaults(options: object): PouchConstructor;
}
declare module 'pouchdb-core' {
  const pouch: PouchConstructor;
  export default pouch;
}
declare module 'pouchdb-adapter-memory' {
  const plugin: unknown;
  export default plugin;
}
declare module 'pouchdb-adapter-http' {
  const plugin: unknown;
  export default plugin;
}
declare module 'pouchdb-replication' {
  const plugin: unknown;
  export default plugin;
}
declare module 'pouchdb-mapreduce' {
  const plugin: unknown;
  export default plugin;
}
declare module 'express-pouchdb' {
  import type { RequestListener } from 'node:http';
  export default function expressPouch(pouch: PouchConstructor, options: object): RequestListener;
}
declare module 'express' {
  import type { RequestListener } from 'node:http';
  export default function express(): RequestListener & { use(path: string, part: RequestListener): void };
}
