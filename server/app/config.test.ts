import { expect, test } from 'vitest';
import { certificateHosts, readConfig, SharedWithoutDatabase } from './config.ts';

test('the command line goes before the environment, the environment before the defaults', () => {
  const env = { JD_DATA: '/srv/env', JD_PORT: '9000', DATABASE_URL: 'postgresql://db' };
  expect(readConfig({ data: '/srv/line', port: '9443' }, env)).toMatchObject({
    dataFolder: '/srv/line',
    port: 9443,
  });
  expect(readConfig({}, env)).toEqual({
    dataFolder: '/srv/env',
    port: 9000,
    host: '0.0.0.0',
    databaseUrl: 'postgresql://db',
    trustFolder: null,
    filesFolder: null,
    s3: null,
  });
  expect(readConfig({}, {})).toMatchObject({ port: 8443, databaseUrl: null });
  expect(readConfig({}, {}).dataFolder).toMatch(/server-data$/);
});

test('shared folders for keys and attachments need the shared database', () => {
  const shared = { trust: '/srv/trust', files: '/srv/files' };
  expect(readConfig(shared, { DATABASE_URL: 'postgresql://db' })).toMatchObject({
    trustFolder: '/srv/trust',
    filesFolder: '/srv/files',
  });
  expect(() => readConfig({ trust: '/srv/trust' }, {})).toThrow(SharedWithoutDatabase);
  expect(() => readConfig({}, { JD_FILES: '/srv/files' })).toThrow(SharedWithoutDatabase);
});

test.each(['-1', '65536', '80x', '1.5'])('%s is not a port', (port) => {
  expect(() => readConfig({ port }, {})).toThrow(/not a port/);
});

test('attachments go to S3 when they are told to, and the server does not start when it cannot tell where', () => {
  const place = (JD_ATTACHMENTS: string): unknown => readConfig({}, { JD_ATTACHMENTS }).s3;
  expect(place('s3://bureau-pictures/xj/2026/?endpoint=http://127.0.0.1:9000&region=cn-north-1')).toEqual({
    bucket: 'bureau-pictures',
    prefix: 'xj/2026/',
    region: 'cn-north-1',
    endpoint: 'http://127.0.0.1:9000',
  });
  expect(place('s3://bucket')).toEqual({ bucket: 'bucket', prefix: '', region: 'us-east-1', endpoint: null });
  for (const wrong of ['bucket', 'https://bucket/x', 's3://', 's3://key:secret@bucket'])
    expect(() => place(wrong)).toThrow(/JD_ATTACHMENTS/);
});

test('the certificate covers this machine and the address it listens on', () => {
  expect(certificateHosts('10.1.2.3')).toEqual(
    expect.arrayContaining(['localhost', '127.0.0.1', '10.1.2.3']),
  );
  expect(certificateHosts('0.0.0.0')).not.toContain('0.0.0.0');
});
