import { useEffect, useMemo, useRef, type RefObject } from 'react';
import { visibleItems } from '../../../../shared/domain/inspections/template-rules.ts';
import { newUlid, type RecordId } from '../../../../shared/lib/ids.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import { Answering } from './answering.ts';
import { FindingCommands } from './finding-commands.ts';
import { PhotoCommands } from './photo-commands.ts';
import type { VisitTools } from './visit-context.tsx';
import type { WholeVisit } from './visit-query.ts';
import { editFinding, goTo, type VisitUiStore } from './visit-ui.ts';

/** Builds what the parts of the visit screen act with; `pick` opens the file chooser for an item. */
export function useVisitTools(
  { template, frame, content }: WholeVisit,
  ui: VisitUiStore,
  pick: RefObject<(itemId: string) => void>,
): VisitTools {
  const desk = useDesk();
  const latest = useRef(content);
  useEffect(() => {
    latest.current = content;
  });
  const { id, startedOn } = content.inspection;
  const lead = content.inspection.officers[0];
  const canEdit = content.inspection.officers.includes(desk.officerId);
  return useMemo((): VisitTools => {
    const answering = new Answering({
      desk,
      inspectionId: id,
      ui,
      answerOf: (itemId) => latest.current.answers.get(itemId),
    });
    // As they will be asked once what is on its way has arrived: an answer may show the item after it.
    const itemsNow = (): typeof template.items => [
      ...visibleItems(
        template,
        new Map(template.items.map((item) => [item.id, { current: answering.standing(item.id) }])),
      ),
    ];
    const startFinding = (itemId: string): void =>
      editFinding(ui, itemId, newUlid(desk.clock, desk.random) as RecordId);
    const goOn = (from: string): void => {
      const items = itemsNow();
      const next = items[items.findIndex((item) => item.id === from) + 1];
      goTo(ui, (next ?? items.at(-1))?.id ?? from);
    };
    return {
      answering,
      findings: new FindingCommands(desk, { id }, ui),
      photos: new PhotoCommands(desk, { id }, ui),
      me: desk.officerId,
      officers: frame.officers,
      lead,
      startedOn,
      canEdit,
      startFinding,
      goOn,
      choose: (itemId, choice) => {
        void answering.change(itemId, { value: { kind: 'choice', choice } });
        if (choice === 'no' && !latest.current.findings.has(itemId)) startFinding(itemId);
        else {
          editFinding(ui, itemId, null);
          goOn(itemId);
        }
      },
      pickPhotos: (itemId) => pick.current(itemId),
    };
  }, [desk, id, ui, template, frame, lead, startedOn, canEdit, pick]);
}
