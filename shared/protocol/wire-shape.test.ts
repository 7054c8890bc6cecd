import { z } from 'zod';
import { expect, test } from 'vitest';
import { sha256Hex } from '../lib/sha256.ts';
import { BackupMark } from './backup-mark.ts';
import { BatchHeader } from './batch.ts';
import { EnrolAnswer, EnrolLookAnswer, EnrolLookRequest, EnrolRequest } from './enrol.ts';
import { Frame } from './frame.ts';
import { HelloAnswer, HelloRequest } from './hello.ts';
import { KeyManifest, SignedManifest } from './manifest.ts';
import { mutationRegistry } from './mutation-registry.ts';
import { PROTOCOL_VERSION } from './protocol-version.ts';
import { PullAnswer, PullRequest } from './pull.ts';
import { PushAnswer } from './push.ts';
import { Amendment, AttachmentReceipt, Receipt, Signed } from './receipt.ts';

const WIRE = {
  BatchHeader,
  Frame,
  HelloRequest,
  HelloAnswer,
  EnrolLookRequest,
  EnrolLookAnswer,
  EnrolRequest,
  EnrolAnswer,
  KeyManifest,
  SignedManifest,
  PullRequest,
  PullAnswer,
  PushAnswer,
  Receipt,
  Amendment,
  AttachmentReceipt,
  BackupMark,
  Signed,
};

test('the shape of the wire changes only together with its version', () => {
  const shapes = Object.entries(WIRE).map(([name, schema]) => [
    name,
    z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }),
  ]);
  // A new hash here needs a new PROTOCOL_VERSION with its line of history.
  expect({ version: PROTOCOL_VERSION, hash: sha256Hex(JSON.stringify(shapes)) }).toMatchInlineSnapshot(`
    {
      "hash": "cfb10363c9672ef0a47d26b6c1e72608ebdb5ad723701429bdbc76a86cbc9203",
      "version": 3,
    }
  `);
});

test('an act is never taken out of the registry and its version only grows', () => {
  expect(
    Object.fromEntries(
      [...mutationRegistry.values()].map(({ mutation }) => [mutation.name, mutation.version]),
    ),
  ).toMatchInlineSnapshot(`
    {
      "act/confirm": 1,
      "act/correct": 1,
      "act/hand-over": 1,
      "act/retry": 1,
      "act/withdraw": 1,
      "appraiser-facts/amend": 1,
      "appraiser/amend": 1,
      "appraiser/register": 1,
      "assistant/add": 1,
      "assistant/amend": 1,
      "assistant/close": 1,
      "attachment/add": 1,
      "attachment/remove": 1,
      "campaign/close": 1,
      "campaign/move-case": 1,
      "campaign/open": 1,
      "certificate/add": 1,
      "certificate/amend": 1,
      "certificate/set-standing": 1,
      "clock/anchor": 1,
      "conflict/decide": 1,
      "document/issue": 1,
      "document/void": 1,
      "draw/abandon": 1,
      "draw/commit": 1,
      "draw/recuse": 1,
      "draw/reveal": 1,
      "draw/void": 1,
      "expert/save": 1,
      "fee-check/save": 1,
      "hand-over/close": 1,
      "inspection/add-addendum": 1,
      "inspection/add-form": 1,
      "inspection/answer": 1,
      "inspection/attest": 1,
      "inspection/drop-form": 1,
      "inspection/move-template": 1,
      "inspection/note-finding": 1,
      "inspection/note-parties": 1,
      "inspection/remove-finding": 1,
      "inspection/resolve-answer": 1,
      "inspection/seal": 1,
      "inspection/sign": 1,
      "inspection/start": 1,
      "inspection/take-section": 1,
      "inspector/amend": 1,
      "inspector/close": 1,
      "inspector/register": 1,
      "institution-facts/amend": 1,
      "institution/amend": 1,
      "institution/register": 1,
      "item/publish-version": 1,
      "log/open": 1,
      "matter-check/save": 1,
      "numbers/ask": 1,
      "plan/approve": 1,
      "plan/close": 1,
      "plan/draft": 1,
      "plan/publish": 1,
      "proficiency/plan": 1,
      "proficiency/step": 1,
      "quality-score/fill": 1,
      "quality-score/submit": 1,
      "quality/add-focus": 1,
      "quality/answer": 1,
      "quality/assign": 1,
      "quality/commit-sample": 1,
      "quality/decide": 1,
      "quality/draw-sample": 1,
      "quality/plan": 1,
      "quality/replace": 1,
      "quality/tell": 1,
      "quality/void-sample": 1,
      "rectification/accept": 1,
      "rectification/add-evidence": 1,
      "rectification/agree-plan": 1,
      "rectification/ask-extension": 1,
      "rectification/close": 1,
      "rectification/decide-extension": 1,
      "rectification/not-accept": 1,
      "rectification/order": 1,
      "rectification/order-again": 1,
      "rectification/recheck": 1,
      "rectification/remove-evidence": 1,
      "rectification/report": 1,
      "rectification/submit-plan": 1,
      "rectification/transfer": 1,
      "register/import-row": 1,
      "settings/set": 1,
      "task/approve": 1,
      "task/close-archive": 1,
      "task/conclude": 1,
      "task/correct": 1,
      "task/create": 1,
      "task/feed-back": 1,
      "task/notify": 1,
      "task/publish": 1,
      "task/recheck": 1,
      "task/record-failed-visit": 1,
      "task/rectify": 1,
      "task/replace-officers": 1,
      "task/sign": 1,
      "task/start-visit": 1,
      "task/void": 1,
      "template/discard-draft": 1,
      "template/draft-save": 1,
      "template/publish": 1,
    }
  `);
});
