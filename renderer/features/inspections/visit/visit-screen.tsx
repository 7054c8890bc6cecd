import { useEffect, useMemo, useRef, useState, type DragEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import {
  isAnswered,
  missingForSigning,
  sectionProgress,
} from '../../../../shared/domain/inspections/progress.ts';
import { visibleItems } from '../../../../shared/domain/inspections/template-rules.ts';
import { takeSection as takeSectionAct } from '../../../../shared/domain/inspections/visit-mutations.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import { Num } from '../../../ui/iso.tsx';
import { useWords } from '../../../ui/words.ts';
import { Beside } from './beside.tsx';
import { colleagueWork } from './colleague.ts';
import { FormSwitcher } from './form-switcher.tsx';
import type { EarlierVisit } from './history.ts';
import { inOrder, type FormOfVisit } from './other-forms.ts';
import { CameraDialog } from './camera-dialog.tsx';
import { demandsByItem, type Lack } from './demands.tsx';
import { ItemRow } from './item-row.tsx';
import { KeptAnswers } from './kept-answers.tsx';
import { imagesIn } from './photo-commands.ts';
import { PhotoMarking } from './photo-marking.tsx';
import { PhotoViewer } from './photo-viewer.tsx';
import { Rail } from './rail.tsx';
import { UndoBar } from './undo-bar.tsx';
import { useVisitTools } from './use-visit-tools.ts';
import { actOnKey } from './visit-actions.ts';
import { VisitToolsContext } from './visit-context.tsx';
import { VisitHeader } from './visit-header.tsx';
import { useVisitKeys } from './visit-keys.ts';
import type { WholeVisit } from './visit-query.ts';
import { createVisitUi, goTo, VisitUiContext } from './visit-ui.ts';
import './visit.css';

const NONE: readonly never[] = [];

interface VisitScreenProps extends WholeVisit {
  /** Further forms of the same visit. */
  readonly others: readonly FormOfVisit[];
  readonly history: readonly EarlierVisit[];
}

/** The visit being filled in: sections, items, and beside them what one looks up. */
export function VisitScreen({ template, frame, content, others, history }: VisitScreenProps): ReactNode {
  const { t, i18n } = useTranslation('inspections');
  const words = useWords();
  const navigate = useNavigate();
  const [ui] = useState(createVisitUi);

  const desk = useDesk();
  const current = useMemo(() => ({ id: content.inspection.id, template, content }), [template, content]);
  const work = useMemo(
    () => colleagueWork(content.inspection.officers, desk.officerId, content.answers),
    [content, desk.officerId],
  );
  const state = useMemo(
    () => ({
      answers: content.answers,
      attachments: content.attachments,
      findings: [...content.findings.values()].flat(),
    }),
    [content],
  );
  const sections = useMemo(() => sectionProgress(template, state), [template, state]);
  const missing = useMemo(() => missingForSigning(template, state), [template, state]);
  const lacks = useMemo(
    () =>
      new Map(
        missing.flatMap(({ kind, itemId }): readonly (readonly [string, Lack])[] =>
          kind === 'unanswered' || kind === 'contested' || kind === 'unknown-kind' ? [] : [[itemId, kind]],
        ),
      ),
    [missing],
  );
  const items = useMemo(() => visibleItems(template, content.answers), [template, content.answers]);
  const demands = useMemo(() => demandsByItem(template, content.answers), [template, content.answers]);
  const answered = items.filter((item) => isAnswered(item, state)).length;

  const input = useRef<HTMLInputElement>(null);
  const photoTarget = useRef<string | null>(null);
  const pick = useRef((itemId: string): void => {
    photoTarget.current = itemId;
    input.current?.click();
  });
  const tools = useVisitTools({ template, frame, content }, ui, pick);
  const { canEdit } = tools;

  // Where the work stands: the first item that still needs something.
  const start = useRef(missing[0]?.itemId ?? items[0]?.id);
  useEffect(() => {
    if (start.current) goTo(ui, start.current);
  }, [ui]);

  // The other language has other line heights: the item at hand stays in sight.
  const { language } = i18n;
  useEffect(() => {
    document.querySelector('.jd-item[data-active="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [language]);

  const toSign = (): void => void navigate('?step=sign');
  const toForm = (): void => {
    const forms = inOrder([current, ...others]);
    const next = forms[(forms.findIndex((form) => form.id === current.id) + 1) % forms.length];
    if (next && next.id !== current.id) void navigate(`/inspections/${next.id}`);
  };
  const takeSection = (sectionId: string): void => {
    const [lead, partner] = content.inspection.officers;
    const taken = content.sections.get(sectionId) ?? null;
    const officerId = taken === null ? lead : taken === lead ? partner : null;
    void desk.act(takeSectionAct, { inspectionId: current.id, sectionId, officerId });
  };
  useVisitKeys((key, event) => {
    const deps = { ui, tools, items, sections, missing, toSign, toForm, takeSection };
    if (actOnKey(key, deps)) event.preventDefault();
  }, true);

  useEffect(() => {
    const paste = (event: ClipboardEvent): void => {
      const files = imagesIn(event.clipboardData);
      const target = ui.getState().active;
      if (canEdit && target && files.length > 0) tools.photos.add(target, files);
    };
    window.addEventListener('paste', paste);
    return () => window.removeEventListener('paste', paste);
  }, [ui, tools, canEdit]);

  const drop = (event: DragEvent): void => {
    event.preventDefault();
    const over =
      event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-item]') : null;
    const target = over?.dataset['item'] ?? ui.getState().active;
    if (canEdit && target) tools.photos.add(target, imagesIn(event.dataTransfer));
  };

  return (
    <VisitUiContext value={ui}>
      <VisitToolsContext value={tools}>
        <div className="jd-visit" onDragOver={(event) => event.preventDefault()} onDrop={drop}>
          <VisitHeader frame={frame} inspection={content.inspection} canEdit={canEdit} />
          <FormSwitcher current={current} others={others} canEdit={canEdit} />
          <div className="jd-visit-body">
            <Rail
              sections={sections}
              missing={missing}
              total={items.length}
              answered={answered}
              onSign={toSign}
              taken={content.sections}
              officers={frame.officers}
              work={work}
              {...(canEdit ? { onTake: takeSection } : {})}
            />
            <div role="region" className="jd-items" aria-label={t('visit.items')}>
              {sections.map((section) => (
                <section
                  key={section.sectionId}
                  className="jd-section"
                  aria-labelledby={`section-${section.sectionId}`}
                >
                  <h2 id={`section-${section.sectionId}`} className="jd-section-head">
                    <Num>{section.sectionId}</Num>
                    <span className="jd-section-name">
                      {section.items[0] ? words(section.items[0].section) : ''}
                    </span>
                    <span className="jd-section-count">
                      <Num>
                        {section.answered} / {section.items.length}
                      </Num>{' '}
                      {t('visit.answered')}
                    </span>
                  </h2>
                  {section.items.map((item) => (
                    <ItemRow
                      key={item.id}
                      item={item}
                      answer={content.answers.get(item.id)}
                      findings={content.findings.get(item.id) ?? NONE}
                      photos={content.photos.get(item.id) ?? NONE}
                      lacks={lacks.get(item.id) ?? null}
                      demands={demands.get(item.id) ?? NONE}
                    />
                  ))}
                </section>
              ))}
              <KeptAnswers template={template} frame={frame} content={content} />
            </div>
            <Beside items={items} institution={frame.institution} photos={content.photos} history={history} />
          </div>
          <UndoBar />
          <input
            ref={input}
            type="file"
            accept="image/*"
            multiple
            hidden
            aria-label={t('photo.input')}
            onChange={(event) => {
              const files = [...(event.target.files ?? [])];
              event.target.value = '';
              if (photoTarget.current) tools.photos.add(photoTarget.current, files);
            }}
          />
          <PhotoViewer photos={content.photos} />
          <CameraDialog />
          <PhotoMarking />
        </div>
      </VisitToolsContext>
    </VisitUiContext>
  );
}
