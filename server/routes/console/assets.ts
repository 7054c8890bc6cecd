import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { FastifyInstance } from 'fastify';
import { RouteRefusal } from '../bodies.ts';
import { CONSOLE_ROOT } from './layout.ts';

const NASKH = '@fontsource/noto-naskh-arabic/files/noto-naskh-arabic';
const SANS = '@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified';
// The same builds as the app's: later ones of Noto Naskh Arabic put spaces into the words of a printed page.
const FONTS: Readonly<Record<string, string>> = {
  'naskh-400.woff2': `${NASKH}-arabic-400-normal.woff2`,
  'naskh-700.woff2': `${NASKH}-arabic-700-normal.woff2`,
  'naskh-latin-400.woff2': `${NASKH}-latin-400-normal.woff2`,
  'sans-sc-400.woff2': `${SANS}-400-normal.woff2`,
  'sans-sc-700.woff2': `${SANS}-700-normal.woff2`,
};
const installed = createRequire(import.meta.url);
const A_DAY = 'private, max-age=86400';

/** The one style sheet and the fonts: nothing of the console comes from elsewhere. */
export function consoleAssets(app: FastifyInstance): void {
  app.get(`${CONSOLE_ROOT}/assets/console.css`, async (_request, reply) =>
    reply
      .header('cache-control', 'no-cache')
      .type('text/css; charset=utf-8')
      .send(await readFile(new URL('./console.css', import.meta.url))),
  );
  app.get<{ Params: { name: string } }>(`${CONSOLE_ROOT}/assets/:name`, async (request, reply) => {
    const font = FONTS[request.params.name];
    if (font === undefined) throw new RouteRefusal('not-found');
    const path = installed.resolve(font);
    return reply
      .header('cache-control', A_DAY)
      .type('font/woff2')
      .send(await readFile(path));
  });
}
