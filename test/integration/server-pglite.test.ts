import { enrolmentSuite } from './server-suites/enrolment.ts';
import type { StorageUnderTest } from './server-suites/world.ts';

const pglite: StorageUnderTest = { name: 'PGlite', options: () => Promise.resolve({ storage: { kind: 'pglite' } }) };

enrolmentSuite(pglite);
