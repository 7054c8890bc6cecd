import { sep } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { filePath } from './app-protocol.ts';
import { contentSecurityPolicy, withNonce } from './csp.ts';

describe('content security policy', () => {
  const directives = new Map(
    contentSecurityPolicy('N0NCE')
      .split('; ')
      .map((line) => [line.split(' ')[0], line.split(' ').slice(1)]),
  );

  test('allows nothing that is not named', () => {
    expect(directives.get('default-src')).toEqual(["'none'"]);
    for (const closed of ['base-uri', 'form-action', 'frame-ancestors', 'object-src'])
      expect(directives.get(closed)).toEqual(["'none'"]);
  });

  test('runs only our own scripts: no inline ones, no eval, no other origin', () => {
    expect(directives.get('script-src')).toEqual(["'self'", "'nonce-N0NCE'"]);
    expect(contentSecurityPolicy('x')).not.toMatch(/unsafe-eval|https?:|\*/);
  });

  test('connects only to our own origin', () => {
    expect(directives.get('connect-src')).toEqual(["'self'"]);
  });

  test('inline styles need the nonce; only style attributes may do without', () => {
    expect(directives.get('style-src')).toEqual(["'self'", "'nonce-N0NCE'"]);
    expect(directives.get('style-src-attr')).toEqual(["'unsafe-inline'"]);
  });
});

describe('index.html', () => {
  test('gets the nonce in its meta element and on every script and style', () => {
    const html =
      '<meta name="csp-nonce" content="__CSP_NONCE__"><script type="module" src="/a.js"></script><style>a{}</style><script nonce="__CSP_NONCE__"></script>';
    expect(withNonce(html, 'abc')).toBe(
      '<meta name="csp-nonce" content="abc"><script nonce="abc" type="module" src="/a.js"></script><style nonce="abc">a{}</style><script nonce="abc"></script>',
    );
  });
});

describe('paths of the page', () => {
  const root = `${sep}app${sep}renderer`;

  test('files by their path, routes as the one page', () => {
    expect(filePath(root, '/assets/a.js')).toBe(`${root}${sep}assets${sep}a.js`);
    expect(filePath(root, '/')).toBe(`${root}${sep}index.html`);
    expect(filePath(root, '/inspections/01J')).toBe(`${root}${sep}index.html`);
  });

  test.each([
    '/../package.json',
    '/%2e%2e/package.json',
    '/..%2f..%2fetc/passwd.txt',
    '/a/../../x.js',
    '/..%5c..%5cx.js',
    '/%00.js',
    '/%E0%A4%A.js',
  ])('%s leads nowhere', (path) => {
    expect(filePath(root, path)).toBeNull();
  });

  test('no path leads outside the folder', () =>
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('..', '.', 'a', '%2e%2e', '%2f', '/', 'x.js', '\\', '%5c')),
        (parts) => {
          const path = filePath(root, `/${parts.join('/')}`);
          expect(path === null || path.startsWith(root + sep)).toBe(true);
        },
      ),
    ));
});
