import { asBureauDb, MemoryBureauDb } from './memory-dexie.ts';
import { describeStore } from './store-suite.ts';

describeStore(() => asBureauDb(new MemoryBureauDb()));
