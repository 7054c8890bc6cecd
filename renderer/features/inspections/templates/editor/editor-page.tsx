import { Button, Segmented, Skeleton } from 'antd';
import { useMemo, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { bodyOf } from '../../../../../shared/domain/inspections/template-content.ts';
import { templateFaults } from '../../../../../shared/domain/inspections/template-problems.ts';
import { discardTemplateDraft } from '../../../../../shared/domain/inspections/template-mutations.ts';
import type { TemplateDraft } from '../../../../../shared/domain/inspections/template-draft.ts';
import { isFormatMark } from '../../../../../shared/domain/inspections/template-format.ts';
import { useDesk } from '../../../../data/desk-context.tsx';
import { useLive } from '../../../../data/use-live.ts';
import { EmptyNote } from '../../../../ui/empty-note.tsx';
import { timeText } from '../../../../ui/format.ts';
import { Iso, Num } from '../../../../ui/iso.tsx';
import { Page } from '../../../../ui/page.tsx';
import { Tag } from '../../../../ui/tag.tsx';
import { useListKeys } from '../../../../ui/use-list-keys.ts';
import { useWords } from '../../../../ui/words.ts';
import { FailureText } from '../../visit/save-mark.tsx';
import { idsEverUsed, loadTemplates, type TemplatesView } from '../templates-query.ts';
import { EditorContext, useEditor, type EditorTools, type Selection } from './editor-context.tsx';
import { HeadForm } from './head-form.tsx';
import { ItemForm } from './item-form.tsx';
import { Outline } from './outline.tsx';
import { Preview } from './preview.tsx';
import { ProblemsPanel } from './problems-panel.tsx';
import { PublishDialog } from './publish-dialog.tsx';
import { SectionForm } from './section-form.tsx';
import { useDraft } from './use-draft.ts';
import '../templates.css';

/** One draft: its order on one side, what is chosen in the middle, the visit's view or the problems on the other. */
export function EditorPage(): ReactNode {
  const { t } = useTranslation('templates');
  const desk = useDesk();
  const draftId = useParams()['draftId'] ?? '';
  const view = useLive(() => loadTemplates(desk.records), []);
  if (view.state === 'loading') return <Skeleton className="jd-page-body" active paragraph={{ rows: 8 }} />;
  const draft = view.value.drafts.find((line) => line.draft.id === draftId)?.draft;
  if (!draft)
    return (
      <EmptyNote
        title={t('editor.notHere')}
        text={t('editor.notHereText')}
        action={
          <Link to="/inspections/templates">
            <Button>{t('page.toList')}</Button>
          </Link>
        }
      />
    );
  return <Editor key={draftId} draft={draft} view={view.value} />;
}

function Editor({ draft, view }: { readonly draft: TemplateDraft; readonly view: TemplatesView }): ReactNode {
  const { t } = useTranslation('templates');
  const words = useWords();
  const desk = useDesk();
  const navigate = useNavigate();
  const editor = useDraft(draft);
  const { content } = editor;
  const [selection, setSelection] = useState<Selection>({ part: 'head', id: '' });
  const [side, setSide] = useState<'preview' | 'problems'>('preview');
  const [isPublishing, setPublishing] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  useListKeys(root);
  const faults = useMemo(() => templateFaults(content), [content]);
  const usedIds = useMemo(() => idsEverUsed(view, draft), [view, draft]);
  const body = useMemo(() => {
    const made = bodyOf(content, { templateId: draft.templateId, version: '' });
    return { ...made, items: made.items.filter((item) => !isFormatMark(item.kind)) };
  }, [content, draft.templateId]);
  const select = (next: Selection, field?: string): void => {
    setSelection(next);
    if (field !== undefined) setTimeout(() => focusField(root.current, field), 0);
  };
  const tools: EditorTools = { editor, faults, usedIds, selection, select };
  const problems = faults.length + draft.clashes.length;
  // i18n-dynamic: templates:draftState.*, templates:undo.*
  return (
    <EditorContext value={tools}>
      <Page
        title={
          <span className="jd-back-title">
            <Link to="/inspections/templates" className="jd-visit-back" aria-label={t('page.toList')}>
              <span className="jd-chevron" aria-hidden="true" />
            </Link>
            <Iso>{words(content.title) || t('list.untitled')}</Iso>
          </span>
        }
        note={
          <>
            {draft.state === 'open' ? null : <Tag>{t(`draftState.${draft.state}`)}</Tag>}{' '}
            {editor.savedAt ? (
              <>
                {t('editor.saved')} <Num>{timeText(editor.savedAt)}</Num>
              </>
            ) : (
              t('editor.note')
            )}
          </>
        }
        actions={
          <>
            {draft.state === 'open' ? (
              <Button onClick={() => void desk.act(discardTemplateDraft, { draftId: draft.id })}>
                {t('editor.discard')}
              </Button>
            ) : (
              <Button onClick={() => void reopen()}>{t('editor.reopen')}</Button>
            )}
            <Button type="primary" onClick={() => setPublishing(true)}>
              {t('editor.publish')}
            </Button>
          </>
        }
      >
        {editor.failure ? (
          <p className="jd-visit-failed" role="alert">
            <FailureText failure={editor.failure} />
          </p>
        ) : null}
        <div ref={root} className="jd-editor">
          <Outline />
          <div role="region" className="jd-editor-form" aria-label={t('editor.form')}>
            <Chosen selection={selection} view={view} />
          </div>
          <aside className="jd-editor-side" aria-label={t('editor.side')}>
            <Segmented
              block
              value={side}
              onChange={setSide}
              options={[
                { value: 'preview', label: t('editor.preview') },
                { value: 'problems', label: t('editor.problems', { count: problems }) },
              ]}
            />
            {side === 'preview' ? <Preview template={body} /> : <ProblemsPanel />}
          </aside>
        </div>
        {editor.undo ? (
          <div className="jd-undo" role="status">
            <span>{t(`undo.${editor.undo.what}`)}</span>
            <Button size="small" onClick={editor.takeBack}>
              {t('undo.run')}
            </Button>
          </div>
        ) : null}
        {isPublishing ? (
          <PublishDialog
            view={view}
            onClose={() => setPublishing(false)}
            onPublished={() => void navigate(`/inspections/templates/of/${draft.templateId}`)}
          />
        ) : null}
      </Page>
    </EditorContext>
  );

  async function reopen(): Promise<void> {
    // Saving what stands opens the draft again.
    await editor.save([{ part: 'title', before: content.title, after: content.title }]);
  }
}

function Chosen({
  selection,
  view,
}: {
  readonly selection: Selection;
  readonly view: TemplatesView;
}): ReactNode {
  const { content } = useEditor().editor;
  if (selection.part === 'section') {
    const section = content.sections.find((one) => one.id === selection.id);
    if (section) return <SectionForm key={section.id} section={section} />;
  }
  if (selection.part === 'item') {
    const item = content.items.find((one) => one.id === selection.id);
    if (item) return <ItemForm key={item.id} item={item} />;
  }
  return <HeadForm officers={view.officers} />;
}

function focusField(root: HTMLElement | null, field: string): void {
  const found = root?.querySelector<HTMLElement>(`.jd-editor-form [data-field="${CSS.escape(field)}"]`);
  const target = found?.matches('input, textarea')
    ? found
    : found?.querySelector<HTMLElement>('input, textarea');
  target?.focus();
  target?.scrollIntoView({ block: 'nearest' });
}
