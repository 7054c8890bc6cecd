import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { parseS3Place } from '../features/attachments/open-files.ts';
import type { S3Place } from '../features/attachments/s3-files.ts';

export interface ServerConfig {
  readonly dataFolder: string;
  readonly port: number;
  readonly host: string;
  /** PostgreSQL instead of the embedded database. */
  readonly databaseUrl: string | null;
  /** The region's keys when several processes share them; null: `<data>/trust`. */
  readonly trustFolder?: string | null;
  /** Attachments and half-arrived uploads when several processes share them; null: the data folder. */
  readonly filesFolder?: string | null;
  /** S3-compatible storage for attachments instead of the data folder. */
  readonly s3?: S3Place | null;
}

export interface ServeOptions {
  readonly data?: string;
  readonly port?: string;
  readonly host?: string;
  readonly trust?: string;
  readonly files?: string;
}

/** Folders that only make sense with a database that several processes can share. */
export class SharedWithoutDatabase extends Error {
  constructor(setting: string) {
    super(`${setting} is for several processes on one PostgreSQL: set DATABASE_URL as well, or leave it out`);
  }
}

/**
 * Settings from the command line, then the environment (JD_DATA, JD_PORT, JD_TRUST, JD_FILES, JD_ATTACHMENTS,
 * DATABASE_URL), then defaults. Throws on a bad port or place of attachments, and `SharedWithoutDatabase`.
 */
export function readConfig(
  options: ServeOptions,
  env: Readonly<Record<string, string | undefined>>,
): ServerConfig {
  const portText = options.port ?? env.JD_PORT ?? '8443';
  const port = Number(portText);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`not a port: ${portText}`);
  const databaseUrl = env.DATABASE_URL ?? null;
  const trustFolder = folderOf(options.trust ?? env.JD_TRUST);
  const filesFolder = folderOf(options.files ?? env.JD_FILES);
  if (databaseUrl === null && trustFolder !== null) throw new SharedWithoutDatabase('--trust (JD_TRUST)');
  if (databaseUrl === null && filesFolder !== null) throw new SharedWithoutDatabase('--files (JD_FILES)');
  return {
    dataFolder: resolve(options.data ?? env.JD_DATA ?? './server-data'),
    port,
    host: options.host ?? '0.0.0.0',
    databaseUrl,
    trustFolder,
    filesFolder,
    s3: env.JD_ATTACHMENTS ? parseS3Place(env.JD_ATTACHMENTS) : null,
  };
}

function folderOf(setting: string | undefined): string | null {
  return setting === undefined || setting === '' ? null : resolve(setting);
}

/** Names and addresses the TLS certificate must cover. */
export function certificateHosts(host: string): readonly string[] {
  const named = host === '0.0.0.0' || host === '::' ? [] : [host];
  return [...new Set(['localhost', '127.0.0.1', '::1', hostname(), ...named])];
}
