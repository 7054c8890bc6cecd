import { memo, useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  isContested,
  type Answer,
  type AnswerValue,
  type Attachment,
  type Finding,
} from '../../../../shared/domain/inspections/inspection.ts';
import type { DemandRule } from '../../../../shared/domain/inspections/template-rule.ts';
import { isKnownKind, type TemplateItem } from '../../../../shared/domain/inspections/template.ts';
import { Num } from '../../../ui/iso.tsx';
import { useWords } from '../../../ui/words.ts';
import { AnswerField } from './answer-field.tsx';
import { Contested } from './contested.tsx';
import { Demands, type Lack } from './demands.tsx';
import { FindingCard } from './finding-card.tsx';
import { FindingEditor } from './finding-editor.tsx';
import { ItemTools } from './item-tools.tsx';
import { NoteField } from './note-field.tsx';
import { SaveMark } from './save-mark.tsx';
import { Thumb } from './thumb.tsx';
import { useTools } from './visit-context.tsx';
import {
  editFinding,
  openNote,
  useVisitUi,
  useVisitUiStore,
  type Mark,
  type SentAnswer,
} from './visit-ui.ts';

interface ItemRowProps {
  readonly item: TemplateItem;
  readonly answer: Answer | undefined;
  readonly findings: readonly Finding[];
  readonly photos: readonly Attachment[];
  /** What still is missing here although there is an answer. */
  readonly lacks: Lack | null;
  /** Rules that this answer has set off. */
  readonly demands: readonly DemandRule[];
}

/** One item of the template: its words, its answer, and whatever hangs on it. Drawn again only when that changed. */
export const ItemRow = memo(function ItemRow({
  item,
  answer,
  findings,
  photos,
  lacks,
  demands,
}: ItemRowProps): ReactNode {
  const { t } = useTranslation('inspections');
  const words = useWords();
  const ui = useVisitUiStore();
  const tools = useTools();
  const isActive = useVisitUi((now) => now.active === item.id);
  const focusAsked = useVisitUi((now) => (now.active === item.id ? now.focusAsked : 0));
  const sent = useVisitUi((now) => now.sent.get(item.id));
  const mark = useVisitUi((now) => now.marks.get(item.id)) ?? markOf(answer);
  const editing = useVisitUi((now) => now.editing.get(item.id));
  const isNoteOpen = useVisitUi((now) => now.notesOpen.has(item.id));
  const isBusy = useVisitUi((now) => (now.photosBusy.get(item.id) ?? 0) > 0);
  const standing = standingOf(answer, sent);
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (focusAsked === 0 || !row.current) return;
    row.current.focus({ preventScroll: true });
    row.current.scrollIntoView({ block: 'nearest' });
  }, [focusAsked]);

  const textId = `text-${item.id}`;
  const isDisputed = answer !== undefined && isContested(answer);
  const isUnknown = !isKnownKind(item.kind);
  const canEdit = tools.canEdit && !isUnknown;
  const isDone = item.kind === 'photo' ? photos.length > 0 : standing.value !== null;
  return (
    <div
      ref={row}
      role="group"
      aria-label={item.id}
      aria-describedby={textId}
      data-item={item.id}
      data-done={isDone}
      data-active={isActive}
      tabIndex={-1}
      className="jd-item"
      onFocus={() => ui.getState().active !== item.id && ui.setState({ active: item.id })}
    >
      <div className="jd-item-head">
        <Num className="jd-item-id">{item.id.slice(item.id.indexOf('-') + 1)}</Num>
        <p id={textId} className="jd-item-text">
          {words(item.text)}
          {item.severity === 'critical' ? (
            <span className="jd-item-critical">{t('item.critical')}</span>
          ) : null}
        </p>
        {mark?.kind === 'failed' ? null : <SaveMark mark={mark} />}
      </div>
      <div className="jd-item-answer">
        {isUnknown ? (
          <p className="jd-visit-hint">{t('item.unknownKind', { kind: item.kind })}</p>
        ) : isDisputed ? null : (
          <AnswerField
            item={item}
            value={standing.value}
            isDisabled={!canEdit}
            labelledBy={textId}
            photos={photos.length}
          />
        )}
        {canEdit ? (
          <ItemTools
            item={item}
            photos={photos.length}
            findings={findings.length}
            hasNote={isNoteOpen || standing.note !== ''}
            lacks={lacks}
          />
        ) : null}
      </div>
      {answer && isDisputed ? <Contested answer={answer} /> : null}
      <Demands
        demands={demands}
        answer={standing.value}
        isThere={{ photo: photos.length > 0, note: standing.note !== '', finding: findings.length > 0 }}
      />
      {standing.note !== '' || isNoteOpen ? (
        <NoteField
          note={standing.note}
          isAsked={isNoteOpen}
          isDisabled={!canEdit}
          onCommit={(note) => void tools.answering.change(item.id, { note })}
          onEmpty={() => openNote(ui, item.id, false)}
        />
      ) : null}
      {findings.map((finding) =>
        finding.id === editing ? null : (
          <FindingCard
            key={finding.id}
            finding={finding}
            {...(canEdit
              ? {
                  onEdit: () => editFinding(ui, item.id, finding.id),
                  onRemove: () => void tools.findings.remove(item.id, finding),
                }
              : {})}
          />
        ),
      )}
      {editing && canEdit ? (
        <FindingEditor
          key={editing}
          item={item}
          findingId={editing}
          finding={findings.find((one) => one.id === editing) ?? null}
          onDone={(how) => {
            editFinding(ui, item.id, null);
            if (how === 'go-on') tools.goOn(item.id);
            else row.current?.focus();
          }}
        />
      ) : null}
      {photos.length > 0 || isBusy ? (
        <div className="jd-item-photos">
          {photos.map((photo, at) => (
            <Thumb
              key={photo.id}
              photo={photo}
              label={t('photo.open', { number: at + 1 })}
              onOpen={() => ui.setState({ viewing: { itemId: item.id, photoId: photo.id } })}
            />
          ))}
          {isBusy ? <span className="jd-thumb jd-thumb-away jd-small">{t('photo.preparing')}</span> : null}
        </div>
      ) : null}
      <div className="jd-item-foot" aria-live="polite">
        {(lacks === 'evidence' || lacks === 'finding') && !editing ? (
          <span className="jd-visit-hint">
            {t(lacks === 'evidence' ? 'item.lacksEvidence' : 'item.lacksFinding')}
          </span>
        ) : null}
        {mark?.kind === 'failed' ? <SaveMark mark={mark} /> : null}
      </div>
    </div>
  );
});

/** After a restart the record itself proves that the answer was saved, and when. */
function markOf(answer: Answer | undefined): Mark | undefined {
  return answer?.current.value ? { kind: 'saved', at: answer.current.at } : undefined;
}

/** What is on its way counts until the record says otherwise. */
function standingOf(
  answer: Answer | undefined,
  sent: SentAnswer | undefined,
): { readonly value: AnswerValue | null; readonly note: string } {
  const seen = answer?.current.act ?? null;
  if (sent && sent.seen === seen) return sent;
  return { value: answer?.current.value ?? null, note: answer?.current.note ?? '' };
}
