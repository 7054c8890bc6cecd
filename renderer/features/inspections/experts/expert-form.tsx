import { Button, Checkbox, Input, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Expert, ExpertConflict } from '../../../../shared/domain/experts/expert.ts';
import { saveExpert } from '../../../../shared/domain/experts/mutations.ts';
import { holdsRight } from '../../../../shared/domain/org/authority.ts';
import type { Officer, Role } from '../../../../shared/domain/org/officer.ts';
import { CATEGORIES, type Institution } from '../../../../shared/domain/registry/institution.ts';
import { addDays, civilDateOf } from '../../../../shared/lib/dates.ts';
import { newUlid, type OfficerId, type RecordId } from '../../../../shared/lib/ids.ts';
import { cleanText } from '../../../../shared/lib/text.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import { useSession } from '../../../platform/session-context.tsx';
import { Field } from '../../../ui/field.tsx';
import { OutcomeNote } from '../../../ui/outcome-note.tsx';
import { useWords } from '../../../ui/words.ts';
import { DayField } from '../labelled-day.tsx';
import { useAct } from '../use-act.ts';
import { ConflictList } from './conflict-list.tsx';

interface ExpertFormProps {
  readonly expert: Expert | null;
  readonly officers: readonly Officer[];
  readonly institutions: readonly Institution[];
}

type Draft = Omit<Expert, 'events'>;
const PAIRS = ['name', 'unit'] as const;

export function ExpertForm({ expert, officers, institutions }: ExpertFormProps): ReactNode {
  const { t } = useTranslation(['experts', 'registry']);
  const desk = useDesk();
  const words = useWords();
  const navigate = useNavigate();
  const { officer } = useSession();
  const { outcome, isBusy, run } = useAct();
  const today = civilDateOf(desk.clock.now());
  const [draft, setDraft] = useState<Draft>(() => (expert ? withoutEvents(expert) : blank()));
  const [seen] = useState(expert?.events.length ?? 0);
  const set = (change: Partial<Draft>): void => setDraft({ ...draft, ...change });
  const may = holdsRight(officer.roles as Role[], 'keep-register');
  const lacks = !may
    ? t('headsOnly')
    : PAIRS.some((field) => cleanText(draft[field].zh) === '' || cleanText(draft[field].ug) === '')
      ? t('lacksNames')
      : draft.fields.length === 0
        ? t('lacksField')
        : draft.languages.length === 0
          ? t('lacksLanguage')
          : draft.validTo < draft.validFrom
            ? t('validBackwards')
            : null;
  const save = async (): Promise<void> => {
    const clean = (pair: Expert['name']) => ({ zh: cleanText(pair.zh), ug: cleanText(pair.ug) });
    const entry = { ...draft, name: clean(draft.name), unit: clean(draft.unit) };
    if (await run(saveExpert, { expert: entry, seen, on: today })) void navigate('/inspections/experts');
  };

  function blank(): Draft {
    return {
      id: newUlid(desk.clock, desk.random) as RecordId,
      prefectureCode: desk.prefectureCode,
      name: { zh: '', ug: '' },
      unit: { zh: '', ug: '' },
      institutionId: null,
      fields: [],
      languages: ['zh'],
      validFrom: today,
      validTo: addDays(today, 730),
      officerId: null,
      active: true,
      conflicts: [],
    };
  }

  return (
    <section className="jd-card jd-form" aria-label={t('title')}>
      {PAIRS.map((field) => (
        <div key={field} className="jd-fields">
          {(['zh', 'ug'] as const).map((language) => (
            // i18n-dynamic: experts:field.*
            <Field key={language} label={t(`field.${field}.${language}`)}>
              {(ids) => (
                <Input
                  {...ids}
                  lang={language === 'zh' ? 'zh-CN' : 'ug-CN'}
                  dir={language === 'zh' ? 'ltr' : 'rtl'}
                  maxLength={100}
                  value={draft[field][language]}
                  onChange={(event) => set({ [field]: { ...draft[field], [language]: event.target.value } })}
                />
              )}
            </Field>
          ))}
        </div>
      ))}
      <Field label={t('column.fields')}>
        {(ids) => (
          <div {...ids} role="group" aria-label={t('column.fields')}>
            <Checkbox.Group
              value={draft.fields}
              // i18n-dynamic: registry:category.*
              options={CATEGORIES.map((one) => ({ value: one, label: t(`registry:category.${one}`) }))}
              onChange={(chosen) => set({ fields: CATEGORIES.filter((one) => chosen.includes(one)) })}
            />
          </div>
        )}
      </Field>
      <Field label={t('column.languages')}>
        {(ids) => (
          <div {...ids} role="group" aria-label={t('column.languages')}>
            <Checkbox.Group
              value={draft.languages}
              // i18n-dynamic: experts:language.*
              options={(['zh', 'ug'] as const).map((one) => ({ value: one, label: t(`language.${one}`) }))}
              onChange={(chosen) =>
                set({ languages: (['zh', 'ug'] as const).filter((one) => chosen.includes(one)) })
              }
            />
          </div>
        )}
      </Field>
      <div className="jd-fields">
        <DayField
          label={t('field.validFrom')}
          value={draft.validFrom}
          onChange={(validFrom) => set({ validFrom })}
        />
        <DayField
          label={t('column.validTo')}
          problem={draft.validTo < draft.validFrom ? t('validBackwards') : undefined}
          value={draft.validTo}
          onChange={(validTo) => set({ validTo })}
        />
        <Field label={t('column.account')} hint={t('field.accountHint')}>
          {({ id }) => (
            <Select
              id={id}
              className="jd-wide"
              allowClear
              showSearch={{ optionFilterProp: 'label' }}
              value={draft.officerId as string | null}
              onChange={(value) => set({ officerId: (value ?? null) as OfficerId | null })}
              options={officers.map((one) => ({ value: one.id as string, label: words(one.name) }))}
            />
          )}
        </Field>
        <Field label={t('field.institution')} hint={t('field.institutionHint')}>
          {({ id }) => (
            <Select
              id={id}
              className="jd-wide"
              allowClear
              showSearch={{ optionFilterProp: 'label' }}
              value={draft.institutionId}
              onChange={(value) => set({ institutionId: value ?? null })}
              options={institutions.map((one) => ({ value: one.id, label: words(one.name) }))}
            />
          )}
        </Field>
      </div>
      <Checkbox checked={draft.active} onChange={(event) => set({ active: event.target.checked })}>
        {t('field.active')}
      </Checkbox>
      <ConflictList
        conflicts={draft.conflicts}
        institutions={institutions}
        today={today}
        onChange={(conflicts: readonly ExpertConflict[]) => set({ conflicts: [...conflicts] })}
      />
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
  );
}

function withoutEvents({ events: _events, ...entry }: Expert): Draft {
  return entry;
}
