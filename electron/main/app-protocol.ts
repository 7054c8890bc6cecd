import { readFile } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';
import type { Protocol } from 'electron';
import { toBase64 } from '../../shared/lib/bytes.ts';
import type { Random } from '../../shared/lib/ports.ts';
import { contentSecurityPolicy, withNonce } from './csp.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/** Must run before the app is ready. */
export const APP_SCHEME = {
  scheme: 'app',
  privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
} as const;

/** Serves the window's code from `folder` at app://bureau/. Paths without an extension are routes of the one page. */
export function serveApp(protocol: Protocol, folder: string, random: Random): void {
  protocol.handle('app', async (request) => {
    const { host, pathname } = new URL(request.url);
    if (host !== 'bureau' || (request.method !== 'GET' && request.method !== 'HEAD')) return notFound();
    const path = filePath(folder, pathname);
    if (path === null) return notFound();
    try {
      const bytes = await readFile(path);
      return path.endsWith('.html') ? page(bytes.toString('utf8'), random) : asset(path, bytes);
    } catch {
      return notFound();
    }
  });
}

/** The file a URL path names below `folder`; null when it leads outside. */
export function filePath(folder: string, pathname: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  if (decoded.includes('\0') || decoded.includes('\\')) return null;
  const root = resolve(folder);
  const path = resolve(root, `.${extname(decoded) === '' ? '/index.html' : decoded}`);
  return path.startsWith(root + sep) ? path : null;
}

function page(html: string, random: Random): Response {
  const nonce = toBase64(random.bytes(18));
  return new Response(withNonce(html, nonce), {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': contentSecurityPolicy(nonce),
      'cache-control': 'no-store',
      ...SAFE,
    },
  });
}

function asset(path: string, bytes: Uint8Array<ArrayBuffer>): Response {
  return new Response(bytes, {
    headers: {
      'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
      'cache-control': 'no-cache',
      ...SAFE,
    },
  });
}

function notFound(): Response {
  return new Response(null, { status: 404 });
}

const SAFE = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
};
