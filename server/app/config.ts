import { hostname } from 'node:os';
import { resolve } from 'node:path';

export interface ServerConfig {
  readonly dataFolder: string;
  readonly port: number;
  readonly host: string;
  /** PostgreSQL instead of the embedded database. */
  readonly databaseUrl: string | null;
}

export interface ServeOptions {
  readonly data?: string;
  readonly port?: string;
  readonly host?: string;
}

/** Settings from the command line, then the environment (JD_DATA, JD_PORT, DATABASE_URL), then defaults. Throws on a bad port. */
export function readConfig(
  options: ServeOptions,
  env: Readonly<Record<string, string | undefined>>,
): ServerConfig {
  const portText = options.port ?? env.JD_PORT ?? '8443';
  const port = Number(portText);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`not a port: ${portText}`);
  return {
    dataFolder: resolve(options.data ?? env.JD_DATA ?? './server-data'),
    port,
    host: options.host ?? '0.0.0.0',
    databaseUrl: env.DATABASE_URL ?? null,
  };
}

/** Names and addresses the TLS certificate must cover. */
export function certificateHosts(host: string): readonly string[] {
  const named = host === '0.0.0.0' || host === '::' ? [] : [host];
  return [...new Set(['localhost', '127.0.0.1', '::1', hostname(), ...named])];
}
