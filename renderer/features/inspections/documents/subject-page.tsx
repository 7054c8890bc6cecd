import { Skeleton } from 'antd';
import { useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { documentKind, type Document } from '../../../../shared/domain/documents/document.ts';
import { institutionKind } from '../../../../shared/domain/registry/institution.ts';
import type { RecordId } from '../../../../shared/lib/ids.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import type { RecordReader } from '../../../data/desk.ts';
import { useLive } from '../../../data/use-live.ts';
import { IssuedTable } from '../../../papers/issued-table.tsx';
import { EmptyNote } from '../../../ui/empty-note.tsx';
import { Iso } from '../../../ui/iso.tsx';
import { useListKeys } from '../../../ui/use-list-keys.ts';
import { useWords } from '../../../ui/words.ts';
import { InspectionsPage } from '../inspections-page.tsx';
import { draftOf, PAPERS_OF, SUBJECT_KINDS, type Subject } from './facts/subjects.ts';
import { IssueButton } from './issue-button.tsx';

/** Where each kind of subject lives. */
const HOME: Readonly<Record<Subject['kind'], string>> = {
  visit: '/inspections',
  task: '/inspections/tasks',
  plan: '/inspections/plans',
  draw: '/inspections/draws',
};

/** Papers about one task, visit, plan or draw: those issued, and a button for each that can be. */
export function SubjectDocumentsPage(): ReactNode {
  const { t } = useTranslation('documents');
  const words = useWords();
  const desk = useDesk();
  const { subjectKind = '', subjectId = '' } = useParams();
  const kind = SUBJECT_KINDS.find((one) => one === subjectKind) ?? 'visit';
  const subject: Subject = { kind, id: subjectId as RecordId };
  const loaded = useLive(() => load(desk.records, subject), [kind, subjectId]);
  const body = useRef<HTMLDivElement>(null);
  useListKeys(body);
  if (loaded.state === 'loading') return <Skeleton className="jd-page-body" active paragraph={{ rows: 8 }} />;
  if (!loaded.value)
    return (
      <InspectionsPage title={t('subject.notHere')}>
        <EmptyNote title={t('subject.notHere')} text={t('subject.notHereText')} />
      </InspectionsPage>
    );
  const { documents, institution } = loaded.value;
  // i18n-dynamic: documents:subject.*
  return (
    <InspectionsPage
      title={t(`subject.${kind}`)}
      note={institution ? <Iso>{words(institution)}</Iso> : null}
      actions={
        <Link to={`${HOME[kind]}/${subjectId}`}>
          {t(kind === 'visit' ? 'subject.toVisit' : 'subject.back')}
        </Link>
      }
    >
      <div ref={body}>
        <section aria-label={t('subject.issueNew')}>
          <h2 className="jd-subtitle">{t('subject.issueNew')}</h2>
          <div className="jd-papers-kinds">
            {PAPERS_OF[kind].map((paper) => (
              <IssueButton key={paper} kind={paper} subject={subject} />
            ))}
          </div>
        </section>
        <section aria-label={t('subject.issued')}>
          <h2 className="jd-subtitle">{t('subject.issued')}</h2>
          {documents.length === 0 ? (
            <div className="jd-panel">
              <EmptyNote title={t('subject.none')} text={t('subject.noneText')} />
            </div>
          ) : (
            <IssuedTable documents={documents} />
          )}
        </section>
      </div>
    </InspectionsPage>
  );
}

async function load(records: RecordReader, subject: Subject) {
  const draft = await draftOf(records, subject);
  if (!draft) return null;
  const institution = draft.institutionId && (await records.get(institutionKind, draft.institutionId));
  const own = await records.list(documentKind, 'subjectId', subject.id);
  const ofTask = draft.taskId ? await records.list(documentKind, 'taskId', draft.taskId) : [];
  const documents = [...new Map([...own, ...ofTask].map((one) => [one.id, one])).values()];
  return { documents: documents.toSorted(newestFirst), institution: institution ? institution.name : null };
}

function newestFirst(a: Document, b: Document): number {
  return a.id < b.id ? 1 : -1;
}
