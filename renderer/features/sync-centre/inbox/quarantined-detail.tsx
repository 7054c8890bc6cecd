import { Button, Input } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { confirmActs, withdrawActs } from '../../../../shared/domain/log/mutations.ts';
import type { QuarantinedAct } from '../../../../shared/domain/log/quarantined-act.ts';
import { cleanText } from '../../../../shared/lib/text.ts';
import { outcomeIn } from '../../../data/act-advice.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import type { ActOutcome } from '../../../data/desk.ts';
import { useSession } from '../../../platform/session-context.tsx';
import { Field } from '../../../ui/field.tsx';
import { dateTimeText } from '../../../ui/format.ts';
import { Iso, Num } from '../../../ui/iso.tsx';
import { Tag } from '../../../ui/tag.tsx';
import { useActWords } from '../act-words.ts';
import { useOfficerNames } from '../queries.ts';
import { HandOverForm } from '../remedies/hand-over-form.tsx';
import { isOverdue, mayAnswerForActs } from './inbox-items.ts';
import { OutcomeNote } from '../../../ui/outcome-note.tsx';

/** An act of the prefecture that the region has logged and not taken; a head answers for it. */
export function QuarantinedDetail({ act }: { readonly act: QuarantinedAct }): ReactNode {
  const { t } = useTranslation('inbox');
  const words = useActWords();
  const nameOf = useOfficerNames();
  const desk = useDesk();
  const { officer } = useSession();
  const isHead = mayAnswerForActs(officer.roles);
  return (
    <section className="jd-panel jd-inbox-detail" aria-label={t('held.label')}>
      <header>
        <h2 className="jd-subtitle">{act.name ? words.title(act.name) : t('handOver.unreadable')}</h2>
        {isOverdue(act, desk.clock.now()) ? <Tag tone="late">{t('held.overdue')}</Tag> : null}
      </header>
      <p>{words.reason(act.outcome)}</p>
      <dl className="jd-act-facts">
        <dt>{t('held.actor')}</dt>
        <dd>{act.actor ? <Iso>{nameOf(act.actor)}</Iso> : t('value.none')}</dd>
        <dt>{t('held.device')}</dt>
        <dd>
          <Iso>{act.device}</Iso>
        </dd>
        <dt>{t('held.claimedAt')}</dt>
        <dd>{act.claimedAt ? <Num>{dateTimeText(act.claimedAt)}</Num> : t('value.none')}</dd>
        <dt>{t('held.since')}</dt>
        <dd>
          <Num>{dateTimeText(act.since)}</Num>
        </dd>
        <dt>{t('held.alarmAt')}</dt>
        <dd>
          <Num>{dateTimeText(act.alarmAt)}</Num>
        </dd>
      </dl>
      {act.decision ? (
        <p>
          {/* i18n-dynamic: inbox:held.decision.* */}
          {t(`held.decision.${act.decision.decision}`)} · <Num>{dateTimeText(act.decision.at)}</Num> ·{' '}
          <Iso>{act.decision.reason}</Iso>
        </p>
      ) : null}
      {isHead && act.actor !== desk.officerId && !act.decision ? <HeadForm act={act} /> : null}
      {act.actor === desk.officerId ? <p className="jd-soft">{t('held.yours')}</p> : null}
    </section>
  );
}

/** Confirm, reject, withdraw or hand over, always with a reason. */
function HeadForm({ act }: { readonly act: QuarantinedAct }): ReactNode {
  const { t } = useTranslation('inbox');
  const desk = useDesk();
  const [reason, setReason] = useState('');
  const [outcome, setOutcome] = useState<ActOutcome | null>(null);
  const [isHandingOver, setHandingOver] = useState(false);
  const words = cleanText(reason);
  const which = { logId: act.logId, seqs: [act.seq] };
  const answer = async (decision: 'confirm' | 'reject'): Promise<void> =>
    setOutcome(await desk.act(confirmActs, { ...which, decision, reason: words }));
  const withdraw = async (): Promise<void> =>
    setOutcome(await desk.act(withdrawActs, { ...which, reason: words }));
  if (outcome?.kind === 'saved') return <p role="status">{t('held.done')}</p>;
  const isForHead = isHeldForAuthority(act);
  return (
    <div className="jd-form">
      <Field label={t('held.reason')} hint={t('held.reasonHint')}>
        {(ids) => (
          <Input
            {...ids}
            value={reason}
            maxLength={500}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      <OutcomeNote outcome={outcome} />
      <div className="jd-form-actions">
        {isForHead ? (
          <>
            <Button type="primary" disabled={words === ''} onClick={() => void answer('confirm')}>
              {t('held.confirm')}
            </Button>
            <Button disabled={words === ''} onClick={() => void answer('reject')}>
              {t('held.reject')}
            </Button>
          </>
        ) : null}
        <Button disabled={words === ''} onClick={() => void withdraw()}>
          {t('held.withdraw')}
        </Button>
        <Button aria-expanded={isHandingOver} onClick={() => setHandingOver(!isHandingOver)}>
          {t('held.handOver')}
        </Button>
        {words === '' ? <span className="jd-soft jd-small">{t('conflict.needsReason')}</span> : null}
      </div>
      {isHandingOver ? <HandOverForm logId={act.logId} seq={act.seq} /> : null}
    </div>
  );
}

function isHeldForAuthority(act: QuarantinedAct): boolean {
  const outcome = outcomeIn(act.outcome);
  return outcome?.kind === 'held' && outcome.for.kind === 'authority';
}
