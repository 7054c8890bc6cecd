import { useEffect, useMemo, useRef, useState, type DragEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import {
  isAnswered,
  missingForSigning,
  sectionProgress,
} from '../../../../shared/domain/inspections/progress.ts';
import { isKnownKind, type TemplateBody } from '../../../../shared/domain/inspections/template.ts';
import { newUlid, type RecordId } from '../../../../shared/lib/ids.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import { Num } from '../../../ui/iso.tsx';
import { useWords } from '../../../ui/words.ts';
import { Answering } from './answering.ts';
import { Beside } from './beside.tsx';
import { CameraDialog } from './camera-dialog.tsx';
import { FindingCommands } from './finding-commands.ts';
import { ItemRow } from './item-row.tsx';
import { imagesIn, PhotoCommands } from './photo-commands.ts';
import { PhotoViewer } from './photo-viewer.tsx';
import { Rail } from './rail.tsx';
import { UndoBar } from './undo-bar.tsx';
import { VisitToolsContext, type VisitTools } from './visit-context.tsx';
import { VisitHeader } from './visit-header.tsx';
import { useVisitKeys, type VisitKey } from './visit-keys.ts';
import type { VisitContentView, VisitFrame } from './visit-query.ts';
import { createVisitUi, editFinding, goTo, openNote, VisitUiContext } from './visit-ui.ts';
import './visit.css';

export interface WholeVisit {
  readonly template: TemplateBody;
  readonly frame: VisitFrame;
  readonly content: VisitContentView;
}

const NONE: readonly never[] = [];

/** The visit being filled in: sections, items, and beside them what one looks up. */
export function VisitScreen({ template, frame, content }: WholeVisit): ReactNode {
  const { t, i18n } = useTranslation('inspections');
  const words = useWords();
  const desk = useDesk();
  const navigate = useNavigate();
  const [ui] = useState(createVisitUi);
  const latest = useRef(content);
  useEffect(() => {
    latest.current = content;
  });
  const { id, officers, startedOn } = content.inspection;
  const canEdit = officers.includes(desk.officerId);

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
        missing.flatMap(({ kind, itemId }) =>
          kind === 'evidence' || kind === 'finding' ? [[itemId, kind] as const] : [],
        ),
      ),
    [missing],
  );
  const answered = template.items.filter((item) => isAnswered(item, state)).length;

  const input = useRef<HTMLInputElement>(null);
  const photoTarget = useRef<string | null>(null);
  const lead = officers[0];
  const tools = useMemo((): VisitTools => {
    const answering = new Answering({
      desk,
      inspectionId: id,
      ui,
      answerOf: (itemId) => latest.current.answers.get(itemId),
    });
    const items = template.items;
    const startFinding = (itemId: string): void =>
      editFinding(ui, itemId, newUlid(desk.clock, desk.random) as RecordId);
    const goOn = (from: string): void => {
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
      last: frame.last,
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
      pickPhotos: (itemId) => {
        photoTarget.current = itemId;
        input.current?.click();
      },
    };
  }, [desk, id, ui, template, frame, lead, startedOn, canEdit]);

  // Where the work stands: the first item that still needs something.
  const start = useRef(missing[0]?.itemId ?? template.items[0]?.id);
  useEffect(() => {
    if (start.current) goTo(ui, start.current);
  }, [ui]);

  // The other language has other line heights: the item at hand stays in sight.
  const { language } = i18n;
  useEffect(() => {
    document.querySelector('.jd-item[data-active="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [language]);

  const toSign = (): void => void navigate('?step=sign');
  useVisitKeys((key, event) => {
    if (act(key)) event.preventDefault();
  }, true);

  function act(key: VisitKey): boolean {
    const items = template.items;
    const at = Math.max(
      0,
      items.findIndex((item) => item.id === ui.getState().active),
    );
    const item = items[at];
    if (!item) return false;
    switch (key.kind) {
      case 'move':
        goTo(ui, (items[at + key.by] ?? item).id);
        return true;
      case 'section': {
        const here = sections.findIndex((section) => section.sectionId === item.sectionId);
        goTo(ui, (sections[here + key.by]?.items[0] ?? item).id);
        return true;
      }
      case 'enter':
        document
          .querySelector<HTMLElement>(`[data-item="${item.id}"] :is(input, textarea, .jd-photo-drop)`)
          ?.focus();
        return true;
      case 'leave':
        goTo(ui, item.id);
        return true;
      case 'next-step': {
        const next = missing.find((one) => one.itemId !== item.id) ?? missing[0];
        if (next) goTo(ui, next.itemId);
        else toSign();
        return true;
      }
      case 'undo': {
        const offer = ui.getState().undo;
        ui.setState({ undo: null });
        offer?.run();
        return offer !== null;
      }
      default:
        return canEdit && isKnownKind(item.kind) && edit(key, item.id, item.kind);
    }
  }

  function edit(key: VisitKey, itemId: string, kind: string): boolean {
    switch (key.kind) {
      case 'choose': {
        if (kind === 'yes-no-na') tools.choose(itemId, key.choice);
        // A digit on a number item begins the number: the field takes the focus before the digit arrives in it.
        else document.querySelector<HTMLElement>(`[data-item="${itemId}"] .jd-typed-number`)?.focus();
        return kind === 'yes-no-na';
      }
      case 'note':
        openNote(ui, itemId, true);
        document.querySelector<HTMLElement>(`[data-item="${itemId}"] .jd-note`)?.focus();
        return true;
      case 'photo':
        tools.pickPhotos(itemId);
        return true;
      case 'camera':
        ui.setState({ cameraFor: itemId });
        return true;
      case 'finding':
        tools.startFinding(itemId);
        return true;
      case 'clear':
        clear(itemId);
        return true;
      default:
        return false;
    }
  }

  function clear(itemId: string): void {
    const before = tools.answering.standing(itemId);
    if (before.value === null) return;
    void tools.answering.change(itemId, { value: null });
    ui.setState({
      undo: {
        what: 'answer',
        itemId,
        run: () => void tools.answering.change(itemId, { value: before.value }),
      },
    });
  }

  useEffect(() => {
    const paste = (event: ClipboardEvent): void => {
      const files = imagesIn(event.clipboardData);
      const target = ui.getState().active;
      if (canEdit && target && files.length > 0) void tools.photos.add(target, files);
    };
    window.addEventListener('paste', paste);
    return () => window.removeEventListener('paste', paste);
  }, [ui, tools, canEdit]);

  const drop = (event: DragEvent): void => {
    event.preventDefault();
    const over =
      event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-item]') : null;
    const target = over?.dataset['item'] ?? ui.getState().active;
    if (canEdit && target) void tools.photos.add(target, imagesIn(event.dataTransfer));
  };

  return (
    <VisitUiContext value={ui}>
      <VisitToolsContext value={tools}>
        <div className="jd-visit" onDragOver={(event) => event.preventDefault()} onDrop={drop}>
          <VisitHeader frame={frame} inspection={content.inspection} canEdit={canEdit} />
          <div className="jd-visit-body">
            <Rail
              sections={sections}
              missing={missing}
              total={template.items.length}
              answered={answered}
              onSign={toSign}
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
                    />
                  ))}
                </section>
              ))}
            </div>
            <Beside items={template.items} institution={frame.institution} photos={content.photos} />
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
              if (photoTarget.current) void tools.photos.add(photoTarget.current, files);
            }}
          />
          <PhotoViewer photos={content.photos} />
          <CameraDialog />
        </div>
      </VisitToolsContext>
    </VisitUiContext>
  );
}
