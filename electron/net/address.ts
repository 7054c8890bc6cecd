/** Port of the regional server when the typed address names none. */
const DEFAULT_PORT = 8443;

export interface ServerAddress {
  readonly host: string;
  /** `https://host:port`, without a slash at the end. */
  readonly origin: string;
  /** `host:port`, as stored and shown. */
  readonly text: string;
}

/** Reads `host`, `host:port` or `https://host:port`; null for anything that names no server, also for plain http. */
export function parseAddress(typed: string): ServerAddress | null {
  const text = typed
    .trim()
    .replace(/^https:\/\//i, '')
    .replace(/\/$/, '');
  if (text === '' || /[\s/?#@\\]/.test(text)) return null;
  let url: URL;
  try {
    url = new URL(`https://${text}`);
  } catch {
    return null;
  }
  // URL drops :443 as the default of https; without a port in the text ours is meant.
  const port = /:\d+$/.test(text) ? url.port || '443' : String(DEFAULT_PORT);
  const host = `${url.hostname}:${port}`;
  return { host: url.hostname.replace(/^\[|\]$/g, ''), origin: `https://${host}`, text: host };
}
