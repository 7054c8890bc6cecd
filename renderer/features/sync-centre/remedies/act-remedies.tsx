import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { retryActs } from '../../../../shared/domain/log/mutations.ts';
import { adviceOn } from '../../../data/act-advice.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import type { ActOutcome, ActSummary } from '../../../data/desk.ts';
import { useLive } from '../../../data/use-live.ts';
import { OutcomeNote } from '../../../ui/outcome-note.tsx';
import { WithdrawForm } from '../withdraw-form.tsx';
import { CorrectForm } from './correct-form.tsx';
import { correctableFrom } from './correctable.ts';
import { HandOverForm } from './hand-over-form.tsx';
import '../inbox/inbox.css';

type Open = 'correct' | 'hand-over' | 'withdraw';

/** What an officer can do about an own act that was not taken: each way is an act of its own, on record. */
export function ActRemedies({ act }: { readonly act: ActSummary }): ReactNode {
  const { t } = useTranslation('inbox');
  const [open, setOpen] = useState<Open | null>(null);
  const can = adviceOn(act)?.can ?? ['withdraw', 'export'];
  const toggle = (which: Open): void => setOpen(open === which ? null : which);
  return (
    <div className="jd-remedies">
      <div className="jd-remedy-buttons">
        {(['correct', 'hand-over', 'withdraw'] as const)
          .filter((one) => can.includes(one))
          .map((one) => (
            <Button key={one} aria-expanded={open === one} onClick={() => toggle(one)}>
              {/* i18n-dynamic: inbox:remedy.button.* */}
              {t(`remedy.button.${one}`)}
            </Button>
          ))}
        {can.includes('retry') ? <RetryButton act={act} /> : null}
      </div>
      {open === 'correct' ? <Correct act={act} /> : null}
      {open === 'hand-over' ? <HandOverForm logId={act.act.logId} seq={act.act.seq} /> : null}
      {open === 'withdraw' ? <WithdrawForm act={act} /> : null}
    </div>
  );
}

function Correct({ act }: { readonly act: ActSummary }): ReactNode {
  const { t } = useTranslation('inbox');
  const desk = useDesk();
  const text = useLive(() => desk.actText(act.act), ['correct', act.act.logId, act.act.seq]);
  if (text.state === 'loading') return null;
  const correctable = text.value === null ? null : correctableFrom(act, text.value);
  return correctable ? (
    <CorrectForm act={correctable} />
  ) : (
    <p className="jd-soft">{t('remedy.notCorrectable')}</p>
  );
}

/** Asks the region to judge it again: the reason may have gone since. */
function RetryButton({ act }: { readonly act: ActSummary }): ReactNode {
  const { t } = useTranslation('inbox');
  const desk = useDesk();
  const [outcome, setOutcome] = useState<ActOutcome | null>(null);
  const retry = async (): Promise<void> =>
    setOutcome(await desk.act(retryActs, { logId: act.act.logId, seqs: [act.act.seq] }));
  if (outcome?.kind === 'saved') return <span role="status">{t('remedy.retried')}</span>;
  return (
    <>
      <Button onClick={() => void retry()}>{t('remedy.retry')}</Button>
      <OutcomeNote outcome={outcome} />
    </>
  );
}
