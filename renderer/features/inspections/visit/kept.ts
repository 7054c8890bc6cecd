import type { AnswerValue, Attachment, Finding } from '../../../../shared/domain/inspections/inspection.ts';
import { visibleItems } from '../../../../shared/domain/inspections/template-rules.ts';
import type { OfficerId } from '../../../../shared/lib/ids.ts';
import type { Bilingual } from '../../../../shared/lib/text.ts';
import type { WholeVisit } from './visit-query.ts';

/** Words and pictures that stay on the visit without counting. */
export interface Kept {
  readonly itemId: string;
  readonly text: Bilingual | null;
  /** `not-asked`: a rule hides the item; `earlier`: only an earlier version has it; else what a move set aside. */
  readonly why: 'not-asked' | 'earlier' | 'dropped' | 'does-not-fit';
  /** What the officer wrote when moving the visit. */
  readonly reason: string;
  readonly value: AnswerValue | null;
  readonly note: string;
  readonly by: OfficerId | null;
  readonly photos: readonly Attachment[];
  readonly findings: readonly Finding[];
}

/** Everything on the visit that no item on screen shows, in the order of the templates. */
export function keptOf({ template, frame, content }: WholeVisit): readonly Kept[] {
  const visible = new Set(visibleItems(template, content.answers).map((item) => item.id));
  const known = new Map(
    [...frame.earlier, template].flatMap((body) => body.items).map((item) => [item.id, item.text]),
  );
  const own = new Set(template.items.map((item) => item.id));
  const ids = [...content.answers.keys(), ...content.photos.keys(), ...content.findings.keys()];
  const order = [...known.keys()];
  const unseen = [...new Set(ids)]
    .filter((id) => id !== '' && !visible.has(id))
    .toSorted((a, b) => order.indexOf(a) - order.indexOf(b));
  const reasonOf = (itemId: string): string =>
    frame.moves.flatMap((move) => move.map).findLast((entry) => entry.from === itemId)?.reason ?? '';
  const stay = unseen.flatMap((itemId): readonly Kept[] => {
    const answer = content.answers.get(itemId)?.current;
    const photos = content.photos.get(itemId) ?? [];
    const findings = content.findings.get(itemId) ?? [];
    if (!answer?.value && !answer?.note && photos.length + findings.length === 0) return [];
    return [
      {
        itemId,
        text: known.get(itemId) ?? null,
        why: own.has(itemId) ? 'not-asked' : 'earlier',
        reason: own.has(itemId) ? '' : reasonOf(itemId),
        value: answer?.value ?? null,
        note: answer?.note ?? '',
        by: answer?.by ?? null,
        photos,
        findings,
      },
    ];
  });
  const aside = frame.moves.flatMap((move) =>
    move.setAside.flatMap(({ itemId, why, versions }) =>
      versions.map(({ value, note, by }): Kept => ({
        itemId,
        text: textIn(frame, move.from, itemId) ?? known.get(itemId) ?? null,
        why,
        reason: move.map.find((entry) => entry.from === itemId)?.reason ?? '',
        value,
        note,
        by,
        photos: [],
        findings: [],
      })),
    ),
  );
  return [...stay, ...aside];
}

function textIn(
  { earlier }: WholeVisit['frame'],
  of: { readonly templateId: string; readonly templateVersion: string },
  itemId: string,
): Bilingual | undefined {
  const body = earlier.find((one) => one.id === of.templateId && one.version === of.templateVersion);
  return body?.items.find((item) => item.id === itemId)?.text;
}
