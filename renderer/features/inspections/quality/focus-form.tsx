import { Button, Input, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { QualityPlan } from '../../../../shared/domain/quality/plan.ts';
import { addFocusFile } from '../../../../shared/domain/quality/plan-mutations.ts';
import {
  CATEGORIES,
  type Category,
  type Institution,
} from '../../../../shared/domain/registry/institution.ts';
import { civilDateOf } from '../../../../shared/lib/dates.ts';
import type { RecordId } from '../../../../shared/lib/ids.ts';
import { cleanText } from '../../../../shared/lib/text.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import { Field } from '../../../ui/field.tsx';
import { OutcomeNote } from '../../../ui/outcome-note.tsx';
import { useWords } from '../../../ui/words.ts';
import { DayField } from '../labelled-day.tsx';
import { useAct } from '../use-act.ts';

interface FocusFormProps {
  readonly plan: QualityPlan;
  readonly institutions: ReadonlyMap<RecordId, Institution>;
  readonly onDone: () => void;
}

/** A file that comes under review without a draw, with the reason why. */
export function FocusForm({ plan, institutions, onDone }: FocusFormProps): ReactNode {
  const { t } = useTranslation(['quality', 'registry']);
  const desk = useDesk();
  const words = useWords();
  const { outcome, isBusy, run } = useAct();
  const [institutionId, setInstitution] = useState<RecordId | null>(null);
  const [opinionNo, setNumber] = useState('');
  const [category, setCategory] = useState<Category>('forensic-medicine');
  const [issuedOn, setIssuedOn] = useState(plan.to);
  const [reason, setReason] = useState('');
  const lacks = !institutionId
    ? t('focus.lacksInstitution')
    : cleanText(opinionNo) === ''
      ? t('focus.lacksNumber')
      : cleanText(reason) === ''
        ? t('focus.lacksReason')
        : null;
  const save = async (): Promise<void> => {
    if (!institutionId) return;
    const file = { opinionNo: cleanText(opinionNo), category, issuedOn, appraiserId: null };
    const on = civilDateOf(desk.clock.now());
    if (await run(addFocusFile, { planId: plan.id, institutionId, file, reason: cleanText(reason), on }))
      onDone();
  };
  return (
    <section className="jd-card jd-form" aria-label={t('focus.new')}>
      <h2>{t('focus.new')}</h2>
      <div className="jd-fields">
        <Field label={t('column.institution')}>
          {({ id }) => (
            <Select
              id={id}
              className="jd-wide"
              showSearch={{ optionFilterProp: 'label' }}
              value={institutionId}
              onChange={setInstitution}
              options={[...institutions.values()].map((one) => ({ value: one.id, label: words(one.name) }))}
            />
          )}
        </Field>
        <Field label={t('column.file')} hint={t('focus.numberHint')}>
          {(ids) => (
            <Input
              {...ids}
              maxLength={60}
              value={opinionNo}
              onChange={(event) => setNumber(event.target.value)}
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
        <DayField label={t('focus.issuedOn')} value={issuedOn} onChange={setIssuedOn} />
      </div>
      <Field label={t('focus.reason')} hint={t('focus.reasonHint')}>
        {(ids) => (
          <Input
            {...ids}
            maxLength={300}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      <OutcomeNote outcome={outcome} />
      <div className="jd-form-actions">
        <Button type="primary" loading={isBusy} disabled={lacks !== null} onClick={() => void save()}>
          {t('focus.save')}
        </Button>
        <Button onClick={onDone}>{t('cancel')}</Button>
        {lacks ? <span className="jd-soft jd-small">{lacks}</span> : null}
      </div>
    </section>
  );
}
