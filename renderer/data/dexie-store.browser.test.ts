import { describeStore } from '../../test/support/store-suite.ts';

describeStore();
