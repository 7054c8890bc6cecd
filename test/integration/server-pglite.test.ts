import { blindReviewSuite } from './server-suites/blind-review.ts';
import { attachmentSuite } from './server-suites/attachments.ts';
import { enrolmentSuite } from './server-suites/enrolment.ts';
import { judgementSuite } from './server-suites/judgement.ts';
import { rectificationSuite } from './server-suites/rectification.ts';
import { numbersSuite } from './server-suites/numbers.ts';
import { remediesSuite } from './server-suites/remedies.ts';
import { operationsSuite } from './server-suites/operations.ts';
import { pullSuite } from './server-suites/pull.ts';
import { pushSuite } from './server-suites/push.ts';
import { reissueSuite } from './server-suites/reissue.ts';
import { wireSuite } from './server-suites/wire.ts';
import type { StorageUnderTest } from './server-suites/world.ts';

const pglite: StorageUnderTest = {
  name: 'PGlite',
  options: () => Promise.resolve({ storage: { kind: 'pglite' } }),
};

enrolmentSuite(pglite);
pushSuite(pglite);
reissueSuite(pglite);
judgementSuite(pglite);
numbersSuite(pglite);
rectificationSuite(pglite);
remediesSuite(pglite);
pullSuite(pglite);
attachmentSuite(pglite);
blindReviewSuite(pglite);
wireSuite(pglite);
operationsSuite(pglite);
