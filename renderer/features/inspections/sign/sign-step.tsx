import { Button } from 'antd';
import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { missingForSigning } from '../../../../shared/domain/inspections/progress.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import { useBureau } from '../../../platform/bureau-context.tsx';
import { useSession } from '../../../platform/session-context.tsx';
import { EmptyNote } from '../../../ui/empty-note.tsx';
import { Num } from '../../../ui/iso.tsx';
import { useWords } from '../../../ui/words.ts';
import type { WholeVisit } from '../visit/visit-query.ts';
import { seal, type SigningProblem } from './signing.ts';
import { SigningProblemText } from './signing-problem.tsx';
import { SignerCard } from './signer-card.tsx';
import { SummaryPanel } from './summary-panel.tsx';
import { summaryOf } from './summary.ts';
import './sign.css';

/** Both sides see what will be sealed; both officers sign it; then it is sealed. */
export function SignStep({ template, frame, content }: WholeVisit): ReactNode {
  const { t } = useTranslation('inspections');
  const words = useWords();
  const desk = useDesk();
  const bureau = useBureau();
  const { status } = useSession();
  const { inspection } = content;
  const summary = useMemo(() => summaryOf(template, content), [template, content]);
  const missing = useMemo(
    () =>
      missingForSigning(template, {
        answers: content.answers,
        attachments: content.attachments,
        findings: summary.findings,
      }),
    [template, content, summary],
  );
  const [problem, setProblem] = useState<SigningProblem | null>(null);
  const [isBusy, setBusy] = useState(false);
  if (missing.length > 0) {
    return (
      <EmptyNote
        title={t('sign.incomplete', { count: missing.length })}
        text={
          missing.some((one) => one.kind === 'unknown-kind')
            ? t('sign.unknownKind')
            : t('sign.incompleteText')
        }
        action={
          <Link to={`/inspections/${inspection.id}`}>
            <Button type="primary">{t('sign.toMissing')}</Button>
          </Link>
        }
      />
    );
  }
  const deps = { desk, bureau, inspectionId: inspection.id, hash: summary.hash };
  const known = new Set(status.officers.map((officer) => officer.officerId));
  const isOnVisit = inspection.officers.includes(desk.officerId);
  const valid = inspection.signatures.filter((signature) => signature.contentHash === summary.hash);
  const isReady = inspection.officers.every((officer) =>
    valid.some((signature) => signature.officerId === officer),
  );
  const sealNow = async (): Promise<void> => {
    setBusy(true);
    setProblem(await seal(deps));
    setBusy(false);
  };
  return (
    <div className="jd-sign">
      <header className="jd-visit-head">
        <Link
          to={`/inspections/${inspection.id}`}
          className="jd-visit-back"
          aria-label={t('sign.back')}
          title={t('sign.back')}
        >
          <span className="jd-chevron" aria-hidden="true" />
        </Link>
        <h1 className="jd-clip">
          {frame.institution ? words(frame.institution.name) : inspection.institutionId}
        </h1>
        <span className="jd-visit-facts">
          {t('sign.title')} · <Num>{inspection.startedOn}</Num>
        </span>
      </header>
      <div className="jd-sign-body">
        <div role="region" className="jd-sign-summary">
          <SummaryPanel template={template} summary={summary} />
        </div>
        <aside className="jd-signers" aria-label={t('sign.signers')}>
          {inspection.officers.map((officerId, at) => {
            const signature = valid.find((one) => one.officerId === officerId);
            return (
              <SignerCard
                key={officerId}
                officerId={officerId}
                officer={frame.officers.get(officerId)}
                role={at === 0 ? 'lead' : 'partner'}
                signature={signature}
                drawn={content.attachments.find((attachment) => attachment.id === signature?.attachmentId)}
                canSign={isOnVisit}
                isMe={officerId === desk.officerId}
                isKnownHere={known.has(officerId)}
                deps={deps}
              />
            );
          })}
          <div className="jd-seal">
            <Button
              type={isReady ? 'primary' : 'default'}
              size="large"
              block
              loading={isBusy}
              disabled={!isReady || !isOnVisit}
              onClick={() => void sealNow()}
            >
              {t('sign.seal')}
            </Button>
            <p className="jd-soft jd-small">{t(isReady ? 'sign.sealText' : 'sign.sealNeedsBoth')}</p>
            {problem ? <SigningProblemText problem={problem} name="" /> : null}
          </div>
        </aside>
      </div>
    </div>
  );
}
