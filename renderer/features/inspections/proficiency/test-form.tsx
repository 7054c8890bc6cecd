import { Button, Input, InputNumber, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { planProficiencyTest } from '../../../../shared/domain/proficiency/mutations.ts';
import {
  CATEGORIES,
  type Category,
  type Institution,
} from '../../../../shared/domain/registry/institution.ts';
import { civilDateOf, type CivilDate } from '../../../../shared/lib/dates.ts';
import { newUlid, type RecordId } from '../../../../shared/lib/ids.ts';
import { cleanText } from '../../../../shared/lib/text.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import { Field } from '../../../ui/field.tsx';
import { OutcomeNote } from '../../../ui/outcome-note.tsx';
import { useWords } from '../../../ui/words.ts';
import { DayField } from '../labelled-day.tsx';
import { useAct } from '../use-act.ts';

interface TestFormProps {
  readonly institutions: readonly Institution[];
  readonly onDone: () => void;
}

/** Plans an institution's part in a test. */
export function TestForm({ institutions, onDone }: TestFormProps): ReactNode {
  const { t } = useTranslation(['proficiency', 'registry']);
  const desk = useDesk();
  const words = useWords();
  const { outcome, isBusy, run } = useAct();
  const today = civilDateOf(desk.clock.now());
  const [institutionId, setInstitution] = useState<RecordId | null>(null);
  const [category, setCategory] = useState<Category>('forensic-medicine');
  const [itemCode, setItem] = useState('');
  const [provider, setProvider] = useState('');
  const [year, setYear] = useState(Number(today.slice(0, 4)));
  const [registerBy, setRegisterBy] = useState<CivilDate | null>(null);
  const isWhole = institutionId !== null && cleanText(itemCode) !== '' && cleanText(provider) !== '';
  const save = async (): Promise<void> => {
    if (!institutionId) return;
    const test = {
      id: newUlid(desk.clock, desk.random) as RecordId,
      prefectureCode: desk.prefectureCode,
      institutionId,
      year,
      provider: cleanText(provider),
      itemCode: cleanText(itemCode),
      category,
      registerBy,
    };
    if (await run(planProficiencyTest, { test, on: today })) onDone();
  };
  return (
    <section className="jd-card jd-form" aria-label={t('plan')}>
      <h2>{t('plan')}</h2>
      <div className="jd-fields">
        <Field label={t('column.institution')}>
          {({ id }) => (
            <Select
              id={id}
              className="jd-wide"
              showSearch={{ optionFilterProp: 'label' }}
              value={institutionId}
              onChange={setInstitution}
              options={institutions.map((one) => ({ value: one.id, label: words(one.name) }))}
            />
          )}
        </Field>
        <Field label={t('column.category')}>
          {({ id }) => (
            <Select
              id={id}
              className="jd-wide"
              value={category}
              onChange={setCategory}
              // i18n-dynamic: registry:category.*
              options={CATEGORIES.map((one) => ({ value: one, label: t(`registry:category.${one}`) }))}
            />
          )}
        </Field>
        <Field label={t('column.item')}>
          {(ids) => (
            <Input
              {...ids}
              maxLength={60}
              value={itemCode}
              onChange={(event) => setItem(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('column.provider')}>
          {(ids) => (
            <Input
              {...ids}
              maxLength={200}
              value={provider}
              onChange={(event) => setProvider(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('column.year')}>
          {(ids) => (
            <InputNumber
              {...ids}
              className="jd-wide"
              min={2000}
              max={2100}
              precision={0}
              value={year}
              onChange={(value) => setYear(value ?? year)}
            />
          )}
        </Field>
        <DayField label={t('registerBy')} value={registerBy} onChange={setRegisterBy} />
      </div>
      <OutcomeNote outcome={outcome} />
      <div className="jd-form-actions">
        <Button
          type="primary"
          loading={isBusy}
          disabled={!isWhole}
          title={isWhole ? undefined : t('lacks')}
          onClick={() => void save()}
        >
          {t('save')}
        </Button>
        <Button onClick={onDone}>{t('cancel')}</Button>
        {isWhole ? null : <span className="jd-soft jd-small">{t('lacks')}</span>}
      </div>
    </section>
  );
}
