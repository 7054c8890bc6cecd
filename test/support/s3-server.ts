import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from 's3rver';
import type { S3Place } from '../../server/features/attachments/s3-files.ts';

export interface TestS3 {
  readonly place: S3Place;
  /** Where its objects lie on this disk. */
  readonly folder: string;
  stop(): Promise<void>;
}

const BUCKET = 'pictures';
// The one account s3rver knows.
const KEYS = { AWS_ACCESS_KEY_ID: 'S3RVER', AWS_SECRET_ACCESS_KEY: 'S3RVER' };

/** A real S3-compatible server on a free port, with one empty bucket; gives this process its keys. */
export async function startS3(): Promise<TestS3> {
  const folder = await mkdtemp(join(tmpdir(), 'jd-s3-'));
  const port = await freePort();
  const server = new S3rver({
    port,
    address: '127.0.0.1',
    silent: true,
    directory: folder,
    configureBuckets: [{ name: BUCKET, configs: [] }],
  });
  await server.run();
  Object.assign(process.env, KEYS);
  return {
    folder,
    place: { bucket: BUCKET, prefix: 'xj/', region: 'us-east-1', endpoint: `http://127.0.0.1:${port}` },
    stop: async () => {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject()));
    });
  });
}
