import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { holdsRight } from '../../../../shared/domain/org/authority.ts';
import { Role } from '../../../../shared/domain/org/officer.ts';
import type { RecordId } from '../../../../shared/lib/ids.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import { IssueDialog } from '../../../papers/issue-dialog.tsx';
import { PaperDialog } from '../../../papers/paper-dialog.tsx';
import type { PaperDraft } from '../../../papers/draft.ts';
import { templateOf } from '../../../papers/templates.ts';
import { useSession } from '../../../platform/session-context.tsx';
import { useWords } from '../../../ui/words.ts';
import { draftOf, type Subject } from './facts/subjects.ts';

interface IssueButtonProps {
  /** A kind of resources/domain/documents. */
  readonly kind: string;
  readonly subject: Subject;
  readonly isPrimary?: boolean;
}

/** Issues one kind of paper about a task, a visit, a plan or a draw: facts come from the records when it is pressed. */
export function IssueButton({ kind, subject, isPrimary = false }: IssueButtonProps): ReactNode {
  const { t } = useTranslation('documents');
  const words = useWords();
  const desk = useDesk();
  const mayIssue = useMayIssue();
  const [draft, setDraft] = useState<PaperDraft | null>(null);
  const [issued, setIssued] = useState<RecordId | null>(null);
  const template = templateOf(kind);
  return (
    <>
      <Button
        type={isPrimary ? 'primary' : 'default'}
        disabled={!mayIssue}
        title={mayIssue ? undefined : t('issue.noRight')}
        onClick={() => void draftOf(desk.records, subject).then(setDraft)}
      >
        {words(template.title)}
      </Button>
      {draft ? (
        <IssueDialog
          template={template}
          draft={draft}
          onClose={() => setDraft(null)}
          onIssued={(documentId) => {
            setDraft(null);
            setIssued(documentId);
          }}
        />
      ) : null}
      {issued ? <PaperDialog documentId={issued} onClose={() => setIssued(null)} /> : null}
    </>
  );
}

/** Whether the signed-in officer may issue papers; a role that a newer server uses gives no right here. */
function useMayIssue(): boolean {
  const { officer } = useSession();
  return holdsRight(
    officer.roles.flatMap((role) => Role.safeParse(role).data ?? []),
    'issue-documents',
  );
}
