import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import type { Signed } from '../../shared/protocol/receipt.ts';
import { BureauDb } from './bureau-db.ts';
import { StickAnchor } from './stick-anchor.ts';

test('S66: the time a stick brought waits, also over a restart, and enters the log once, before the next act', async () => {
  const db = new BureauDb('stick-anchor');
  const appended: Signed[] = [];
  const open = (): StickAnchor => {
    const anchor: StickAnchor = new StickAnchor(db, async (signed) => {
      appended.push(signed);
      await anchor.forget();
    });
    return anchor;
  };
  const signed: Signed = { body: '{"at":"2026-11-24T00:00:00.000Z"}', signature: 'AA==', keyId: 'r1' };
  await open().place();
  await open().bring(signed);
  expect(appended).toEqual([]);
  const restarted = open();
  await restarted.place();
  await restarted.place();
  await open().place();
  expect(appended).toEqual([signed]);
});
