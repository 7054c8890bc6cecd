import { Button, Modal, Segmented, Skeleton } from 'antd';
import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { numberText, type DocumentLanguage } from '../../shared/domain/documents/document.ts';
import type { Facts } from '../../shared/domain/documents/facts.ts';
import { missingFacts } from '../../shared/domain/documents/missing.ts';
import { yearOf } from '../../shared/domain/documents/numbers.ts';
import { render } from '../../shared/domain/documents/render.ts';
import type { DocumentTemplate } from '../../shared/domain/documents/template.ts';
import type { RecordId } from '../../shared/lib/ids.ts';
import { useDesk } from '../data/desk-context.tsx';
import type { ActOutcome } from '../data/desk.ts';
import { useLive } from '../data/use-live.ts';
import { Iso } from '../ui/iso.tsx';
import { OutcomeNote } from '../ui/outcome-note.tsx';
import { useWords } from '../ui/words.ts';
import { paperFacts, type PaperDraft } from './draft.ts';
import { EntryFields } from './entry-fields.tsx';
import { issueGround, issuePaper, type IssueGround } from './issue-paper.ts';
import { PaperView } from './paper-view.tsx';
import './papers.css';

interface IssueDialogProps {
  readonly template: DocumentTemplate;
  readonly draft: PaperDraft;
  readonly onClose: () => void;
  readonly onIssued: (documentId: RecordId) => void;
}

/** Before a paper is issued: its language, what only the officer knows, what is still missing, and the page itself. */
export function IssueDialog(props: IssueDialogProps): ReactNode {
  const { t } = useTranslation('documents');
  const words = useWords();
  const desk = useDesk();
  const { template, onClose } = props;
  const ground = useLive(() => issueGround(desk, template), [template.kind]);
  return (
    <Modal
      open
      title={t('issue.title', { name: words(template.title) })}
      width={1240}
      style={{ top: 24 }}
      footer={null}
      onCancel={onClose}
      destroyOnHidden
    >
      {ground.state === 'ready' ? <IssueForm {...props} ground={ground.value} /> : <Skeleton active />}
    </Modal>
  );
}

function IssueForm({
  template,
  draft,
  ground,
  onClose,
  onIssued,
}: IssueDialogProps & { readonly ground: IssueGround }): ReactNode {
  const { t } = useTranslation('documents');
  const words = useWords();
  const desk = useDesk();
  const [language, setLanguage] = useState<DocumentLanguage>('zh-ug');
  const [entries, setEntries] = useState<Facts>({});
  const [outcome, setOutcome] = useState<ActOutcome | null>(null);
  const [isIssuing, setIssuing] = useState(false);
  const facts = useMemo(
    () => paperFacts(template, draft, entries, ground.common),
    [template, draft, entries, ground],
  );
  const missing = missingFacts(template, facts, language);
  const { next, left } = ground.numbers;
  const number = next
    ? numberText({
        series: template.series,
        year: yearOf(ground.issuedOn),
        prefix: ground.prefix,
        provisional: '',
        official: next.number,
        blockId: next.blockId,
      })
    : t('issue.provisionalShape');
  const paper = render(template, facts, language, number);
  const issue = async (): Promise<void> => {
    setIssuing(true);
    const done = await issuePaper(desk, template, draft, { facts, language, ground });
    setIssuing(false);
    if (done.outcome.kind === 'saved') onIssued(done.documentId);
    else setOutcome(done.outcome);
  };
  // i18n-dynamic: documents:language.*
  return (
    <div className="jd-issue">
      <form
        className="jd-issue-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (missing.length === 0 && !isIssuing) void issue();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && event.ctrlKey) event.currentTarget.requestSubmit();
        }}
      >
        <Segmented
          aria-label={t('language.label')}
          options={(['zh', 'zh-ug'] as const).map((value) => ({ value, label: t(`language.${value}`) }))}
          value={language}
          onChange={setLanguage}
          block
        />
        <p className="jd-issue-number">
          {next ? t('issue.officialNext') : t('issue.provisionalNext')} <Iso>{number}</Iso>
          <span className="jd-soft jd-small">
            {next ? t('issue.numbersLeft', { count: left }) : t('issue.provisionalText')}
          </span>
        </p>
        <EntryFields
          template={template}
          given={draft.facts}
          entries={entries}
          language={language}
          onChange={setEntries}
        />
        {missing.length > 0 ? (
          <section className="jd-issue-missing" aria-label={t('issue.missing')}>
            <h3 className="jd-subtitle">{t('issue.missing')}</h3>
            <ul>
              {missing.map((one) => (
                <li key={one.name}>
                  {words(one.label)}
                  {one.from === 'record' ? (
                    <span className="jd-soft jd-small"> {t('issue.fromRecords')}</span>
                  ) : null}
                </li>
              ))}
            </ul>
          </section>
        ) : null}
        <OutcomeNote outcome={outcome} />
        <div className="jd-issue-actions">
          <Button onClick={onClose}>{t('issue.cancel')}</Button>
          <Button
            type="primary"
            htmlType="submit"
            loading={isIssuing}
            disabled={missing.length > 0}
            title={missing.length > 0 ? t('issue.missingHint') : undefined}
          >
            {t('issue.issue')}
          </Button>
        </div>
      </form>
      <div className="jd-issue-preview" role="region" aria-label={t('issue.preview')}>
        <div className="jd-sheet">
          <PaperView paper={paper} />
        </div>
      </div>
    </div>
  );
}
