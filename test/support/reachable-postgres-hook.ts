/** Vitest setup file: see reachable-postgres.ts. */
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';

const name = process.env['TEST_POSTGRES_PACKAGE'];
const copy = process.env['TEST_POSTGRES_COPY'];
if (name !== undefined && copy !== undefined) {
  registerHooks({
    resolve: (specifier, context, next) =>
      next(specifier === name ? pathToFileURL(copy).href : specifier, context),
  });
}
