import { Button } from 'antd';
import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useDesk } from '../../../data/desk-context.tsx';
import { useBureau } from '../../../platform/bureau-context.tsx';
import { useSession } from '../../../platform/session-context.tsx';
import { Num } from '../../../ui/iso.tsx';
import { useWords } from '../../../ui/words.ts';
import { InstitutionCard } from '../parties/institution-card.tsx';
import { PartiesCard } from '../parties/parties-card.tsx';
import { inOrder, progressOf, type FormOfVisit } from '../visit/other-forms.ts';
import type { WholeVisit } from '../visit/visit-query.ts';
import { NotYet } from './not-yet.tsx';
import { seal, type SigningProblem } from './signing.ts';
import { SigningProblemText } from './signing-problem.tsx';
import { SignerCard } from './signer-card.tsx';
import { SummaryPanel } from './summary-panel.tsx';
import { summaryOf } from './summary.ts';
import { WaitingNote } from './waiting-note.tsx';
import { formToSign, waitingFor } from './waiting.ts';
import './sign.css';

interface SignStepProps extends WholeVisit {
  readonly others: readonly FormOfVisit[];
}

/** Both sides see what will be sealed: the institution answers, both officers sign, then every form is sealed, in one go. */
export function SignStep({ template, frame, content, others }: SignStepProps): ReactNode {
  const { t } = useTranslation('inspections');
  const words = useWords();
  const desk = useDesk();
  const bureau = useBureau();
  const { status } = useSession();
  const { inspection } = content;
  const forms = useMemo(
    () => inOrder([{ id: inspection.id, template, content }, ...others]),
    [inspection.id, template, content, others],
  );
  const contents = useMemo(() => forms.map((form) => form.content), [forms]);
  const open = useMemo(
    () => contents.filter((one) => one.inspection.state !== 'sealed').map(formToSign),
    [contents],
  );
  const waiting = useMemo(() => waitingFor(contents), [contents]);
  const [problem, setProblem] = useState<SigningProblem | null>(null);
  const [isBusy, setBusy] = useState(false);
  if (forms.some((form) => form.content.inspection.state !== 'sealed' && progressOf(form).missing > 0))
    return <NotYet forms={forms} />;
  const deps = { desk, bureau, forms: open };
  const known = new Set(status.officers.map((officer) => officer.officerId));
  const isOnVisit = inspection.officers.includes(desk.officerId);
  const isAnySealed = contents.some((one) => one.inspection.state === 'sealed');
  const first = contents[0] ?? content;
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
          {forms.map((form) =>
            form.template ? (
              <section key={form.id} className="jd-sign-form-of-visit">
                {forms.length > 1 ? (
                  <h2 className="jd-sign-form-title">{words(form.template.title)}</h2>
                ) : null}
                <SummaryPanel template={form.template} summary={summaryOf(form.template, form.content)} />
              </section>
            ) : null,
          )}
        </div>
        <aside className="jd-signers" aria-label={t('sign.signers')}>
          <PartiesCard
            visitId={content.visitId}
            startedOn={inspection.startedOn}
            parties={content.parties}
            isDisabled={!isOnVisit || isAnySealed}
          />
          <InstitutionCard
            parties={content.parties}
            missing={waiting.facts}
            attestation={first.attestation}
            isDone={!waiting.institution}
            attachments={first.attachments}
            canEdit={isOnVisit}
            deps={deps}
          />
          {inspection.officers.map((officerId, at) => {
            const isDone = !waiting.officers.includes(officerId);
            const signature = first.inspection.signatures.find((one) => one.officerId === officerId);
            return (
              <SignerCard
                key={officerId}
                officerId={officerId}
                officer={frame.officers.get(officerId)}
                role={at === 0 ? 'lead' : 'partner'}
                signature={isDone ? signature : undefined}
                drawn={first.attachments.find((attachment) => attachment.id === signature?.attachmentId)}
                canSign={isOnVisit}
                isBlocked={waiting.institution}
                isMe={officerId === desk.officerId}
                isKnownHere={known.has(officerId)}
                deps={deps}
              />
            );
          })}
          <div className="jd-seal">
            <WaitingNote waiting={waiting} officers={frame.officers} me={desk.officerId} known={known} />
            <Button
              type={waiting.isReady ? 'primary' : 'default'}
              size="large"
              block
              loading={isBusy}
              disabled={!waiting.isReady || !isOnVisit}
              onClick={() => void sealNow()}
            >
              {t('sign.seal')}
            </Button>
            {waiting.isReady ? <p className="jd-soft jd-small">{t('sign.sealText')}</p> : null}
            {problem ? <SigningProblemText problem={problem} name="" /> : null}
          </div>
        </aside>
      </div>
    </div>
  );
}
