import { useMemo, useRef, useState, useSyncExternalStore, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  countAnswered,
  missingForSigning,
  sectionProgress,
} from '../../../../../shared/domain/inspections/progress.ts';
import type { TemplateBody } from '../../../../../shared/domain/inspections/template.ts';
import { ok } from '../../../../../shared/lib/result.ts';
import { DeskContext, useDesk } from '../../../../data/desk-context.tsx';
import { Num } from '../../../../ui/iso.tsx';
import { useWords } from '../../../../ui/words.ts';
import { demandsByItem, type Lack } from '../../visit/demands.tsx';
import { ItemRow } from '../../visit/item-row.tsx';
import { KeptAnswers } from '../../visit/kept-answers.tsx';
import { useVisitTools } from '../../visit/use-visit-tools.ts';
import { VisitToolsContext } from '../../visit/visit-context.tsx';
import type { VisitContentView, VisitFrame, WholeVisit } from '../../visit/visit-query.ts';
import { createVisitUi, VisitUiContext } from '../../visit/visit-ui.ts';
import '../../visit/visit.css';
import { PreviewRecords } from './preview-records.ts';

const NONE: readonly never[] = [];

/** The checklist as the visit asks it, with the visit's own rows and acts on a visit that lives in memory. */
export function Preview({ template }: { readonly template: TemplateBody }): ReactNode {
  const desk = useDesk();
  const [records] = useState(() => new PreviewRecords(desk));
  const content = useSyncExternalStore(records.subscribe, records.content);
  const sandbox = useMemo(() => ({ ...desk, act: records.act }), [desk, records]);
  const frame = useMemo(
    (): VisitFrame => ({
      template: ok(template),
      institution: null,
      officers: new Map(),
      moves: NONE,
      earlier: NONE,
    }),
    [template],
  );
  return (
    <DeskContext value={sandbox}>
      <PreviewItems template={template} frame={frame} content={content} />
    </DeskContext>
  );
}

function PreviewItems(visit: WholeVisit): ReactNode {
  const { t } = useTranslation('templates');
  const words = useWords();
  const { template, content } = visit;
  const [ui] = useState(createVisitUi);
  const [isPhotoAsked, setPhotoAsked] = useState(false);
  const pick = useRef(() => setPhotoAsked(true));
  const tools = useVisitTools(visit, ui, pick);
  const state = useMemo(() => stateOf(content), [content]);
  const lacks = useMemo(
    () =>
      new Map(
        missingForSigning(template, state).flatMap(
          ({ kind, itemId }): readonly (readonly [string, Lack])[] =>
            kind === 'unanswered' || kind === 'contested' || kind === 'unknown-kind' ? [] : [[itemId, kind]],
        ),
      ),
    [template, state],
  );
  const demands = useMemo(() => demandsByItem(template, content.answers), [template, content.answers]);
  const { answered, total } = countAnswered(template, state);
  return (
    <VisitUiContext value={ui}>
      <VisitToolsContext value={tools}>
        <div className="jd-preview">
          <p className="jd-soft jd-small">
            {t(isPhotoAsked ? 'preview.noPhotos' : 'preview.text')}{' '}
            <Num>
              {answered} / {total}
            </Num>
          </p>
          {sectionProgress(template, state).map((section) => (
            <section key={section.sectionId}>
              <h3 className="jd-section-head">
                <Num>{section.sectionId}</Num>
                <span className="jd-section-name">
                  {section.items[0] ? words(section.items[0].section) : ''}
                </span>
              </h3>
              {section.items.map((item) => (
                <ItemRow
                  key={item.id}
                  item={item}
                  answer={content.answers.get(item.id)}
                  findings={content.findings.get(item.id) ?? NONE}
                  photos={NONE}
                  lacks={lacks.get(item.id) ?? null}
                  demands={demands.get(item.id) ?? NONE}
                />
              ))}
            </section>
          ))}
          <KeptAnswers {...visit} />
        </div>
      </VisitToolsContext>
    </VisitUiContext>
  );
}

function stateOf(content: VisitContentView): Parameters<typeof missingForSigning>[1] {
  return {
    answers: content.answers,
    attachments: content.attachments,
    findings: [...content.findings.values()].flat(),
  };
}
