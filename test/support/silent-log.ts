import type { ServerLog } from '../../server/features/core.ts';

/** For servers whose log nobody reads. */
export const silentLog: ServerLog = { info: () => undefined, warn: () => undefined, error: () => undefined };
