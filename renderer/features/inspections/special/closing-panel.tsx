import { Button, Input, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { holdsRight } from '../../../../shared/domain/org/authority.ts';
import type { Role } from '../../../../shared/domain/org/officer.ts';
import { closeCampaign, noteMovedCase } from '../../../../shared/domain/special/mutations.ts';
import { civilDateOf } from '../../../../shared/lib/dates.ts';
import { newUlid, type RecordId } from '../../../../shared/lib/ids.ts';
import { cleanText } from '../../../../shared/lib/text.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import { useSession } from '../../../platform/session-context.tsx';
import { Field } from '../../../ui/field.tsx';
import { Iso, Num } from '../../../ui/iso.tsx';
import { OutcomeNote } from '../../../ui/outcome-note.tsx';
import { useWords } from '../../../ui/words.ts';
import { useAct } from '../use-act.ts';
import type { CampaignFacts } from './special-query.ts';

/** Cases that went elsewhere, and the end of the special inspection with its summary. */
export function ClosingPanel({ facts }: { readonly facts: CampaignFacts }): ReactNode {
  const { t } = useTranslation('special');
  const words = useWords();
  const { officer } = useSession();
  const { campaign, institutions } = facts;
  const may = holdsRight(officer.roles as Role[], 'keep-register');
  const nameOf = (id: RecordId): string => {
    const found = institutions.find((one) => one.id === id);
    return found ? words(found.name) : id;
  };
  return (
    <section className="jd-card jd-form" aria-label={t('moved.title')}>
      <h2>{t('moved.title')}</h2>
      {campaign.moved.length === 0 ? <p className="jd-soft">{t('moved.none')}</p> : null}
      {campaign.moved.map((one) => (
        <p key={one.id}>
          <Num>{one.on}</Num> <Iso>{nameOf(one.institutionId)}</Iso> → <Iso>{one.to}</Iso> ·{' '}
          <Iso>{one.matter}</Iso>
        </p>
      ))}
      {campaign.state === 'open' && may ? <MoveForm facts={facts} /> : null}
      {campaign.closing ? (
        <p className="jd-lines">
          <Num>{campaign.closing.on}</Num> <Iso>{campaign.closing.summary}</Iso>
        </p>
      ) : may ? (
        <CloseForm facts={facts} />
      ) : (
        <p className="jd-soft jd-small">{t('headsOnly')}</p>
      )}
    </section>
  );
}

function MoveForm({ facts }: { readonly facts: CampaignFacts }): ReactNode {
  const { t } = useTranslation('special');
  const desk = useDesk();
  const words = useWords();
  const { outcome, isBusy, run } = useAct();
  const [institutionId, setInstitution] = useState<RecordId | null>(null);
  const [to, setTo] = useState('');
  const [matter, setMatter] = useState('');
  const isWhole = institutionId !== null && cleanText(to) !== '' && cleanText(matter) !== '';
  const save = async (): Promise<void> => {
    if (!institutionId) return;
    const id = newUlid(desk.clock, desk.random) as RecordId;
    const on = civilDateOf(desk.clock.now());
    const moved = { id, institutionId, on, to: cleanText(to), matter: cleanText(matter) };
    if (!(await run(noteMovedCase, { campaignId: facts.campaign.id, moved }))) return;
    setTo('');
    setMatter('');
  };
  return (
    <>
      <div className="jd-fields">
        <Select
          aria-label={t('column.institution')}
          placeholder={t('column.institution')}
          value={institutionId}
          onChange={setInstitution}
          options={facts.institutions.map((one) => ({ value: one.id, label: words(one.name) }))}
        />
        <Input
          aria-label={t('moved.to')}
          placeholder={t('moved.to')}
          maxLength={200}
          value={to}
          onChange={(event) => setTo(event.target.value)}
        />
        <Input
          aria-label={t('moved.matter')}
          placeholder={t('moved.matter')}
          maxLength={1000}
          value={matter}
          onChange={(event) => setMatter(event.target.value)}
        />
      </div>
      <OutcomeNote outcome={outcome} />
      <div className="jd-form-actions">
        <Button
          loading={isBusy}
          disabled={!isWhole}
          title={isWhole ? undefined : t('moved.lacks')}
          onClick={() => void save()}
        >
          {t('moved.save')}
        </Button>
      </div>
    </>
  );
}

function CloseForm({ facts }: { readonly facts: CampaignFacts }): ReactNode {
  const { t } = useTranslation('special');
  const desk = useDesk();
  const { outcome, isBusy, run } = useAct();
  const [summary, setSummary] = useState('');
  const { report, campaign } = facts;
  const isWhole = cleanText(summary) !== '';
  return (
    <>
      <Field
        label={t('closing.summary')}
        hint={
          report.notInspected.length > 0
            ? t('closing.notAll', { count: report.notInspected.length })
            : undefined
        }
      >
        {(ids) => (
          <Input.TextArea
            {...ids}
            rows={4}
            maxLength={8000}
            value={summary}
            onChange={(event) => setSummary(event.target.value)}
          />
        )}
      </Field>
      <OutcomeNote outcome={outcome} />
      <div className="jd-form-actions">
        <Button
          type="primary"
          loading={isBusy}
          disabled={!isWhole}
          title={isWhole ? undefined : t('closing.lacks')}
          onClick={() =>
            void run(closeCampaign, {
              campaignId: campaign.id,
              summary: cleanText(summary),
              on: civilDateOf(desk.clock.now()),
            })
          }
        >
          {t('closing.save')}
        </Button>
        {isWhole ? null : <span className="jd-soft jd-small">{t('closing.lacks')}</span>}
      </div>
    </>
  );
}
