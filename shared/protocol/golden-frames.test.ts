import { expect, test } from 'vitest';
import { z } from 'zod';
import release1 from '../../test/golden/frames-release-1.json' with { type: 'json' };
import { utf8 } from '../lib/bytes.ts';
import type { LogId } from '../lib/ids.ts';
import { sha256Hex } from '../lib/sha256.ts';
import { OverlayTx } from '../sync/overlay-tx.ts';
import { runFrame } from '../sync/run-frame.ts';
import { genesis, nextHash } from './chain.ts';
import { decodeFrame } from './frame.ts';
import { mutationRegistry } from './mutation-registry.ts';

const nothing = { read: async () => null, list: async () => [] };

test('every act that release 1 could write is still read, byte for byte, and chained to the same value', () => {
  let hash = genesis('01JD0000000000000000000000' as LogId);
  for (const text of release1.frames) {
    const bytes = utf8(text);
    expect(decodeFrame(bytes), text).toMatchObject({ ok: true });
    hash = nextHash(hash, bytes);
  }
  expect(hash).toBe(release1.chain);
});

test.each(release1.frames)(
  'an act of release 1 runs, or is refused for its records, never for its form: %s',
  async (text) => {
    const outcome = await runFrame(utf8(text), new OverlayTx(nothing), mutationRegistry);
    if (!outcome.ok) expect(outcome.error.kind).not.toMatch(/^act-/);
  },
);

test('the arguments of an act change only together with its version', () => {
  const shapes = [...mutationRegistry.values()].map(({ mutation }) => [
    `${mutation.name}@${mutation.version}`,
    sha256Hex(
      JSON.stringify(z.toJSONSchema(mutation.argsSchema, { unrepresentable: 'any', io: 'input' })),
    ).slice(0, 12),
  ]);
  // A changed line needs a new version, its upcaster, and golden frames of the old one.
  expect(Object.fromEntries(shapes)).toMatchInlineSnapshot(`
    {
      "act/confirm@1": "9ad530900fc9",
      "act/correct@1": "154fae39523b",
      "act/hand-over@1": "796d8539b079",
      "act/retry@1": "19a5d7d67e99",
      "act/withdraw@1": "1f6a61fa9320",
      "appraiser-facts/amend@1": "138d889fbe97",
      "appraiser/amend@1": "6b050748fc83",
      "appraiser/register@1": "578dd93e6926",
      "assistant/add@1": "c846c82b8e02",
      "assistant/amend@1": "6b050748fc83",
      "assistant/close@1": "612733fdd286",
      "attachment/add@1": "5a2f91468247",
      "attachment/remove@1": "62e480084bdb",
      "campaign/close@1": "53e9ff1ae6b5",
      "campaign/move-case@1": "06acee054cdb",
      "campaign/open@1": "1c2df12e87d3",
      "certificate/add@1": "78db05958757",
      "certificate/amend@1": "138d889fbe97",
      "certificate/set-standing@1": "5bffaad93257",
      "clock/anchor@1": "db971f50059b",
      "conflict/decide@1": "e000b517808d",
      "document/issue@1": "bd3261314cbc",
      "document/void@1": "2d8a2eae80d2",
      "draw/abandon@1": "5c1692cf1892",
      "draw/commit@1": "c126699af68b",
      "draw/recuse@1": "754431f44fc9",
      "draw/reveal@1": "be66601b6bd3",
      "draw/void@1": "5c1692cf1892",
      "expert/save@1": "9cab7429ccc0",
      "fee-check/save@1": "e407b58d73a4",
      "hand-over/close@1": "6e33148ce174",
      "inspection/add-addendum@1": "99d7be057d08",
      "inspection/add-form@1": "81ecea83d856",
      "inspection/answer@1": "1faae9ec4297",
      "inspection/attest@1": "58d5610f2c46",
      "inspection/drop-form@1": "ea40d46de611",
      "inspection/move-template@1": "e4bd8fffecd9",
      "inspection/note-finding@1": "a69232b07a14",
      "inspection/note-parties@1": "c099b7025d2f",
      "inspection/remove-finding@1": "6b1ad65c964c",
      "inspection/resolve-answer@1": "5c48f982a31e",
      "inspection/seal@1": "2805cac751bd",
      "inspection/sign@1": "bed0e70d8683",
      "inspection/start@1": "8e68018224fa",
      "inspection/take-section@1": "63c269e325f5",
      "inspector/amend@1": "842c3521b580",
      "inspector/close@1": "37bf0e39067b",
      "inspector/register@1": "e75d2fab88d8",
      "institution-facts/amend@1": "138d889fbe97",
      "institution/amend@1": "6b050748fc83",
      "institution/register@1": "388354c62a46",
      "item/publish-version@1": "2b0e0eeceb3a",
      "log/open@1": "0365ceba1016",
      "matter-check/save@1": "3f9b941ed312",
      "numbers/ask@1": "fa8739ba0373",
      "plan/approve@1": "11e453259900",
      "plan/close@1": "f8533a1cd553",
      "plan/draft@1": "9f9362f15cde",
      "plan/publish@1": "d287c51948b7",
      "proficiency/plan@1": "8567e0edc8f4",
      "proficiency/step@1": "a1b3771d979c",
      "quality-score/fill@1": "083054eef36b",
      "quality-score/submit@1": "698ca021506a",
      "quality/add-focus@1": "bedf9d61eb2b",
      "quality/answer@1": "f409c0cac236",
      "quality/assign@1": "c4438f7877ea",
      "quality/commit-sample@1": "0e3e5e7b5f50",
      "quality/decide@1": "eb96163b85de",
      "quality/draw-sample@1": "10507bb35594",
      "quality/plan@1": "7991aa8ee121",
      "quality/replace@1": "de9ccaceb8eb",
      "quality/tell@1": "3e41ca1b800b",
      "quality/void-sample@1": "d0c6d0a442c5",
      "rectification/accept@1": "4d4197e59df0",
      "rectification/add-evidence@1": "bae72248939c",
      "rectification/agree-plan@1": "4d4197e59df0",
      "rectification/ask-extension@1": "3ecff5804705",
      "rectification/close@1": "4d4197e59df0",
      "rectification/decide-extension@1": "64f6aba4a387",
      "rectification/not-accept@1": "e6f86a24c52f",
      "rectification/order-again@1": "6db8c1f4beec",
      "rectification/order@1": "7b2903fa8c06",
      "rectification/recheck@1": "810c28db69b8",
      "rectification/remove-evidence@1": "6c85e92ad281",
      "rectification/report@1": "6f2057ba68e4",
      "rectification/submit-plan@1": "4d4197e59df0",
      "rectification/transfer@1": "4d4197e59df0",
      "register/import-row@1": "2b1c5c14b41a",
      "settings/set@1": "99b870debd3a",
      "task/approve@1": "04a6d263128b",
      "task/close-archive@1": "58610e785557",
      "task/conclude@1": "7a70c10b2414",
      "task/correct@1": "00dc32ec3e98",
      "task/create@1": "b8f62caf7486",
      "task/feed-back@1": "78388545e472",
      "task/notify@1": "f828ca9e422a",
      "task/publish@1": "00eaeb58760c",
      "task/recheck@1": "f89fc210e287",
      "task/record-failed-visit@1": "16be829e881e",
      "task/rectify@1": "b65085821c32",
      "task/replace-officers@1": "6d48feaa7480",
      "task/sign@1": "9fe8411f4fd5",
      "task/start-visit@1": "2bf6147d9686",
      "task/void@1": "209574b48ef5",
      "template/discard-draft@1": "cccff51f2b85",
      "template/draft-save@1": "9deca2026091",
      "template/publish@1": "01922b2404f6",
    }
  `);
});
