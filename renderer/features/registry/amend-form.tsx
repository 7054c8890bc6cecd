import { Button, Checkbox, Input, InputNumber, Select } from 'antd';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { changesBetween, institutionPolicy } from '../../../shared/domain/registry/amend.ts';
import { CATEGORIES, INSTITUTION_STATES, Institution } from '../../../shared/domain/registry/institution.ts';
import { amendInstitution } from '../../../shared/domain/registry/mutations.ts';
import { useDesk } from '../../data/desk-context.tsx';
import type { ActOutcome } from '../../data/desk.ts';
import { Field } from '../../ui/field.tsx';
import { OutcomeNote } from '../../ui/outcome-note.tsx';

interface AmendFormProps {
  /** As it was when the form was opened: what others change meanwhile is told apart from what this officer changes. */
  readonly institution: Institution;
  readonly onDone: (outcome: ActOutcome | null) => void;
}

const STAFF = ['fullTime', 'partTime', 'assistants'] as const;
const NAMES = ['name', 'address', 'head'] as const;
const CODES = ['phone', 'creditCode', 'licenceNo', 'licenceIssuedOn', 'licenceValidTo'] as const;

/** The register's fields of one institution. Only what was changed goes out; legal fields are marked as such. */
export function AmendForm({ institution, onDone }: AmendFormProps): ReactNode {
  const { t } = useTranslation('registry');
  const desk = useDesk();
  const [draft, setDraft] = useState(institution);
  const [outcome, setOutcome] = useState<ActOutcome | null>(null);
  const set = (change: Partial<Institution>): void => setDraft({ ...draft, ...change });
  const changes = changesBetween(institutionPolicy, institution, draft);
  const fit = Institution.safeParse(draft);
  const wrong = new Set(fit.success ? [] : fit.error.issues.map((issue) => String(issue.path[0])));
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (changes.length === 0 || !fit.success) return;
    const done = await desk.act(amendInstitution, { id: institution.id, changes });
    if (done.kind === 'saved') onDone(done);
    else setOutcome(done);
  };
  return (
    <form className="jd-form jd-amend" aria-label={t('amend.title')} onSubmit={(event) => void save(event)}>
      {NAMES.map((name) => (
        <div key={name} className="jd-amend-pair">
          {(['zh', 'ug'] as const).map((language) => (
            // i18n-dynamic: registry:amend.zh, registry:amend.ug, registry:amend.field.*
            <Field
              key={language}
              label={t(`amend.${language}`, { what: t(`amend.field.${name}`) })}
              problem={wrong.has(name) ? t('amend.unfit') : undefined}
            >
              {(ids) => (
                <Input
                  {...ids}
                  value={draft[name][language]}
                  lang={language === 'zh' ? 'zh-CN' : 'ug-CN'}
                  dir={language === 'zh' ? 'ltr' : 'rtl'}
                  onChange={(event) => set({ [name]: { ...draft[name], [language]: event.target.value } })}
                />
              )}
            </Field>
          ))}
        </div>
      ))}
      <div className="jd-amend-grid">
        {CODES.map((name) => (
          <Field
            key={name}
            label={t(`amend.field.${name}`)}
            hint={institutionPolicy.fields[name]?.legal ? t('amend.legal') : undefined}
            problem={wrong.has(name) ? t('amend.unfit') : undefined}
          >
            {(ids) => (
              <Input
                {...ids}
                dir="ltr"
                value={draft[name]}
                onChange={(event) => set({ [name]: event.target.value })}
              />
            )}
          </Field>
        ))}
        <Field label={t('field.state')} hint={t('amend.legal')}>
          {(ids) => (
            <Select
              {...ids}
              value={draft.state}
              // i18n-dynamic: registry:state.*
              options={INSTITUTION_STATES.map((state) => ({ value: state, label: t(`state.${state}`) }))}
              onChange={(state: Institution['state']) => set({ state })}
            />
          )}
        </Field>
        {STAFF.map((name) => (
          <Field key={name} label={t(`amend.field.${name}`)}>
            {(ids) => (
              <InputNumber
                {...ids}
                min={0}
                max={999}
                precision={0}
                value={draft.staff[name]}
                onChange={(count) => set({ staff: { ...draft.staff, [name]: count ?? 0 } })}
              />
            )}
          </Field>
        ))}
      </div>
      <Field
        label={t('field.categories')}
        hint={t('amend.legal')}
        problem={wrong.has('categories') ? t('amend.unfit') : undefined}
      >
        {(ids) => (
          <div {...ids} role="group" aria-label={t('field.categories')}>
            <Checkbox.Group
              value={draft.categories}
              // i18n-dynamic: registry:category.*
              options={CATEGORIES.map((category) => ({ value: category, label: t(`category.${category}`) }))}
              onChange={(chosen) =>
                set({ categories: CATEGORIES.filter((category) => chosen.includes(category)) })
              }
            />
          </div>
        )}
      </Field>
      <OutcomeNote outcome={outcome} />
      <div className="jd-form-actions">
        <Button type="primary" htmlType="submit" disabled={changes.length === 0 || !fit.success}>
          {t('amend.save')}
        </Button>
        <Button onClick={() => onDone(null)}>{t('amend.cancel')}</Button>
        {changes.length === 0 ? <span className="jd-soft jd-small">{t('amend.nothingChanged')}</span> : null}
      </div>
    </form>
  );
}
