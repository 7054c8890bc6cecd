import { Button, Input, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { institutionKind } from '../../../../shared/domain/registry/institution.ts';
import { CAMPAIGN_KINDS, type Campaign } from '../../../../shared/domain/special/campaign.ts';
import { openCampaign } from '../../../../shared/domain/special/mutations.ts';
import { addDays, civilDateOf } from '../../../../shared/lib/dates.ts';
import { newUlid, type RecordId } from '../../../../shared/lib/ids.ts';
import { cleanText } from '../../../../shared/lib/text.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import { useLive } from '../../../data/use-live.ts';
import { Field } from '../../../ui/field.tsx';
import { OutcomeNote } from '../../../ui/outcome-note.tsx';
import { useWords } from '../../../ui/words.ts';
import { InspectionsPage } from '../inspections-page.tsx';
import { DayField } from '../labelled-day.tsx';
import { useAct } from '../use-act.ts';
import '../rows.css';

/** Opens a special inspection: name, order, scope, time, institutions, authorities that take part. */
export function CampaignForm(): ReactNode {
  const { t } = useTranslation('special');
  const desk = useDesk();
  const words = useWords();
  const navigate = useNavigate();
  const { outcome, isBusy, run } = useAct();
  const institutions = useLive(() => desk.records.all(institutionKind), []);
  const today = civilDateOf(desk.clock.now());
  const [kind, setKind] = useState<Campaign['kind']>('fees');
  const [name, setName] = useState({ zh: '', ug: '' });
  const [order, setOrder] = useState('');
  const [scope, setScope] = useState('');
  const [tasks, setTasks] = useState('');
  const [from, setFrom] = useState(today);
  const [to, setTo] = useState(addDays(today, 90));
  const [chosen, setChosen] = useState<readonly RecordId[]>([]);
  const [partners, setPartners] = useState<readonly string[]>([]);
  const all = institutions.state === 'ready' ? institutions.value : [];
  const lacks =
    cleanText(name.zh) === '' || cleanText(name.ug) === ''
      ? t('lacks.name')
      : cleanText(order) === ''
        ? t('lacks.order')
        : chosen.length === 0
          ? t('lacks.institutions')
          : to < from
            ? t('lacks.period')
            : kind === 'joint' && partners.length === 0
              ? t('lacks.partners')
              : null;
  const save = async (): Promise<void> => {
    const id = newUlid(desk.clock, desk.random) as RecordId;
    const saved = await run(openCampaign, {
      campaign: {
        id,
        prefectureCode: desk.prefectureCode,
        kind,
        name: { zh: cleanText(name.zh), ug: cleanText(name.ug) },
        order: cleanText(order),
        scope: cleanText(scope),
        tasks: cleanText(tasks),
        from,
        to,
        institutionIds: [...chosen],
        checklistIds: kind === 'fees' ? ['fee-inspection'] : [],
        partners: partners.map(cleanText).filter((one) => one !== ''),
      },
      on: today,
    });
    if (saved) void navigate(`/inspections/special/${id}`, { replace: true });
  };
  const back = <Link to="/inspections/special">{t('back')}</Link>;
  return (
    <InspectionsPage title={t('open')} actions={back}>
      <section className="jd-card jd-form" aria-label={t('open')}>
        <div className="jd-fields">
          <Field label={t('column.kind')}>
            {({ id }) => (
              <Select
                id={id}
                className="jd-wide"
                value={kind}
                onChange={setKind}
                // i18n-dynamic: special:kind.*
                options={CAMPAIGN_KINDS.map((one) => ({ value: one, label: t(`kind.${one}`) }))}
              />
            )}
          </Field>
          {(['zh', 'ug'] as const).map((language) => (
            // i18n-dynamic: special:name.*
            <Field key={language} label={t(`name.${language}`)}>
              {(ids) => (
                <Input
                  {...ids}
                  dir={language === 'zh' ? 'ltr' : 'rtl'}
                  maxLength={200}
                  value={name[language]}
                  onChange={(event) => setName({ ...name, [language]: event.target.value })}
                />
              )}
            </Field>
          ))}
          <Field label={t('column.order')}>
            {(ids) => (
              <Input
                {...ids}
                maxLength={200}
                value={order}
                onChange={(event) => setOrder(event.target.value)}
              />
            )}
          </Field>
          <DayField label={t('from')} value={from} onChange={setFrom} />
          <DayField
            label={t('to')}
            problem={to < from ? t('lacks.period') : undefined}
            value={to}
            onChange={setTo}
          />
        </div>
        <Field label={t('column.institutions')}>
          {({ id }) => (
            <Select
              id={id}
              mode="multiple"
              className="jd-wide"
              showSearch={{ optionFilterProp: 'label' }}
              value={[...chosen]}
              onChange={(value: readonly RecordId[]) => setChosen(value)}
              options={all.map((one) => ({ value: one.id, label: words(one.name) }))}
            />
          )}
        </Field>
        <div className="jd-form-actions">
          <Button
            onClick={() => setChosen(all.filter((one) => one.state === 'in-practice').map((one) => one.id))}
          >
            {t('chooseAll')}
          </Button>
        </div>
        <Field label={t('partners')} hint={t('partnersHint')}>
          {({ id }) => (
            <Select
              id={id}
              mode="tags"
              className="jd-wide"
              open={false}
              value={[...partners]}
              onChange={(value: readonly string[]) => setPartners(value)}
            />
          )}
        </Field>
        <Field label={t('scope')}>
          {(ids) => (
            <Input.TextArea
              {...ids}
              rows={2}
              maxLength={2000}
              value={scope}
              onChange={(event) => setScope(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('tasks')}>
          {(ids) => (
            <Input.TextArea
              {...ids}
              rows={3}
              maxLength={4000}
              value={tasks}
              onChange={(event) => setTasks(event.target.value)}
            />
          )}
        </Field>
        <OutcomeNote outcome={outcome} />
        <div className="jd-form-actions">
          <Button
            type="primary"
            loading={isBusy}
            disabled={lacks !== null}
            title={lacks ?? undefined}
            onClick={() => void save()}
          >
            {t('save')}
          </Button>
          {lacks ? <span className="jd-soft jd-small">{lacks}</span> : null}
        </div>
      </section>
    </InspectionsPage>
  );
}
