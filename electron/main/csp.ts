/** The origin of the window's code, for ever: changing it orphans every record in IndexedDB (design.md section 8). */
export const APP_ORIGIN = 'app://bureau';

/**
 * Content security policy of the page. `nonce` is made anew for each load of index.html.
 *
 * - Styles: our own files, and style elements that carry the nonce (Ant Design makes them at run time).
 * - `style-src-attr 'unsafe-inline'`: growing text areas measure themselves with a style attribute. An attribute runs no
 *   code and, since images and connections stay within this origin, can carry nothing out.
 * - `blob:` images are decrypted photos, `data:` images are Ant Design's few inline icons.
 * - Nothing is connected to: all network traffic goes through the main process.
 */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "media-src 'self' blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; ');
}

const PLACEHOLDER = '__CSP_NONCE__';

/** index.html for one load: the nonce in its meta element and on every script and style element. */
export function withNonce(html: string, nonce: string): string {
  return html
    .replaceAll(PLACEHOLDER, nonce)
    .replace(/<(script|style)(?![^>]*\snonce=)(?=[\s>])/g, `<$1 nonce="${nonce}"`);
}
