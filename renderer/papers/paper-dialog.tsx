import { Button, Input, Modal } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { documentKind, numberText, type Document } from '../../shared/domain/documents/document.ts';
import { voidDocument } from '../../shared/domain/documents/mutations.ts';
import { civilDateOf } from '../../shared/lib/dates.ts';
import type { RecordId } from '../../shared/lib/ids.ts';
import { cleanText } from '../../shared/lib/text.ts';
import { useDesk } from '../data/desk-context.tsx';
import type { ActOutcome } from '../data/desk.ts';
import { useLive } from '../data/use-live.ts';
import { useBureau } from '../platform/bureau-context.tsx';
import { Field } from '../ui/field.tsx';
import { Iso } from '../ui/iso.tsx';
import { OutcomeNote } from '../ui/outcome-note.tsx';
import { Tag } from '../ui/tag.tsx';
import { useWords } from '../ui/words.ts';
import { PaperView } from './paper-view.tsx';
import { paperOf, savePaper, type PaperFormat, type SavedPaper } from './save-paper.ts';
import { templateFor } from './templates.ts';
import './papers.css';

/** An issued paper: seen as it is printed, saved as PDF or Word, voided with a reason. */
export function PaperDialog({
  documentId,
  onClose,
}: {
  readonly documentId: RecordId;
  readonly onClose: () => void;
}): ReactNode {
  const desk = useDesk();
  const words = useWords();
  const document = useLive(() => desk.records.get(documentKind, documentId), [documentId]);
  const known = document.state === 'ready' ? document.value : null;
  const template = known && templateFor(known);
  return (
    <Modal
      open
      title={
        known ? <PaperTitle document={known} name={template ? words(template.title) : known.kind} /> : ''
      }
      width={1000}
      style={{ top: 24 }}
      footer={null}
      onCancel={onClose}
      destroyOnHidden
    >
      {known ? <IssuedPaper document={known} /> : null}
    </Modal>
  );
}

function PaperTitle({ document, name }: { readonly document: Document; readonly name: string }): ReactNode {
  const { t } = useTranslation('documents');
  return (
    <span className="jd-paper-title">
      {name} <Iso>{numberText(document.number)}</Iso>{' '}
      {document.state === 'voided' ? <Tag tone="late">{t('state.voided')}</Tag> : null}
    </span>
  );
}

function IssuedPaper({ document }: { readonly document: Document }): ReactNode {
  const { t } = useTranslation('documents');
  const bureau = useBureau();
  const [saved, setSaved] = useState<SavedPaper | null>(null);
  const [saving, setSaving] = useState<PaperFormat | null>(null);
  const template = templateFor(document);
  if (!template) return <p role="alert">{t('paper.newer')}</p>;
  const save = async (format: PaperFormat): Promise<void> => {
    setSaving(format);
    setSaved(null);
    setSaved(await savePaper(bureau, document, template, format));
    setSaving(null);
  };
  // i18n-dynamic: documents:saved.*
  return (
    <>
      <div className="jd-paper-tools">
        <Button type="primary" loading={saving === 'pdf'} onClick={() => void save('pdf')}>
          {t('paper.pdf')}
        </Button>
        <Button loading={saving === 'docx'} onClick={() => void save('docx')}>
          {t('paper.word')}
        </Button>
        <VoidControl document={document} />
        {saved && saved !== 'cancelled' ? (
          <span role="status" className={saved === 'saved' ? 'jd-soft' : 'jd-field-problem'}>
            {t(`saved.${saved}`)}
          </span>
        ) : null}
      </div>
      <div className="jd-paper-page" role="region" aria-label={t('issue.preview')}>
        <div className="jd-sheet">
          <PaperView paper={paperOf(document, template)} />
        </div>
      </div>
    </>
  );
}

function VoidControl({ document }: { readonly document: Document }): ReactNode {
  const { t } = useTranslation('documents');
  const desk = useDesk();
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const [outcome, setOutcome] = useState<ActOutcome | null>(null);
  const last = document.events.at(-1);
  if (document.state === 'voided')
    return <p className="jd-soft">{t('void.done', { on: last?.on ?? '', reason: last?.reason ?? '' })}</p>;
  if (!isOpen) return <Button onClick={() => setOpen(true)}>{t('void.open')}</Button>;
  const submit = async (): Promise<void> => {
    const on = civilDateOf(desk.clock.now());
    setOutcome(await desk.act(voidDocument, { documentId: document.id, on, reason: cleanText(reason) }));
  };
  return (
    <form
      className="jd-void"
      onSubmit={(event) => {
        event.preventDefault();
        if (cleanText(reason) !== '') void submit();
      }}
    >
      <Field label={t('void.reason')} hint={t('void.hint')}>
        {(ids) => (
          <Input {...ids} autoFocus dir="auto" value={reason} onChange={(e) => setReason(e.target.value)} />
        )}
      </Field>
      <Button
        danger
        htmlType="submit"
        disabled={cleanText(reason) === ''}
        title={cleanText(reason) === '' ? t('void.needsReason') : undefined}
      >
        {t('void.do')}
      </Button>
      <Button onClick={() => setOpen(false)}>{t('issue.cancel')}</Button>
      <OutcomeNote outcome={outcome} />
    </form>
  );
}
