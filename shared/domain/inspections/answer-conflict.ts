import type { JsonValue } from '../../lib/json.ts';
import type { ConflictItem, ConflictVersion } from '../conflict-item.ts';
import { answerKind, isContested, sameAnswer, type Answer, type AnswerVersion } from './inspection.ts';

/**
 * A contested answer as the inbox lists conflicts; null when nobody disagrees. `mine` is the version that came second. The lead
 * officer decides by `inspection/resolve-answer`, whose `keep` is the `act` of the version chosen.
 */
export function answerConflict(answer: Answer): ConflictItem | null {
  if (!isContested(answer)) return null;
  const { id, prefectureCode, inspectionId, itemId, current } = answer;
  const others = answer.contested.filter((version) => !sameAnswer(version, current));
  const lines = others.map((version) => ({
    field: itemId,
    mine: shown(version),
    theirs: shown(current),
    mineBy: author(version),
    theirsBy: author(current),
  }));
  const raisedAt = others.map((version) => version.at).reduce((a, b) => (a > b ? a : b));
  return {
    source: 'answer',
    id,
    prefectureCode,
    table: answerKind.table,
    recordId: inspectionId,
    raisedAt,
    lines,
  };
}

function shown({ value, note }: AnswerVersion): JsonValue {
  return { value, note };
}

function author({ by, at, act }: AnswerVersion): ConflictVersion {
  return { by, at, act, device: null };
}
