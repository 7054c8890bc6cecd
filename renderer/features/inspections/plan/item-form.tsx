import { Button, Input, InputNumber, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemContent } from '../../../../shared/domain/planning/inspection-item.ts';
import { publishItemVersion } from '../../../../shared/domain/planning/mutations.ts';
import { addDays, type CivilDate } from '../../../../shared/lib/dates.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import type { ActOutcome } from '../../../data/desk.ts';
import { Field } from '../../../ui/field.tsx';
import { OutcomeNote } from '../../../ui/outcome-note.tsx';
import { useWords } from '../../../ui/words.ts';
import { DayInput } from '../day-field.tsx';

interface ItemFormProps {
  readonly content: ItemContent;
  readonly version: number;
  readonly today: CivilDate;
  readonly onDone: () => void;
}

const METHODS = ['on-site', 'paper', 'online'] as const;

/** The next version of an item: what changes, from when, and where it is published. */
export function ItemForm({ content, version, today, onDone }: ItemFormProps): ReactNode {
  const { t } = useTranslation('plan');
  const words = useWords();
  const desk = useDesk();
  const [draft, setDraft] = useState(content);
  const [basis, setBasis] = useState(content.basis.join('\n'));
  // The version before counts through today.
  const [validFrom, setValidFrom] = useState(addDays(today, 1));
  const [where, setWhere] = useState('');
  const [outcome, setOutcome] = useState<ActOutcome | null>(null);
  const lines = basis
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const lacks =
    lines.length === 0 ? t('items.lacksBasis') : where.trim() === '' ? t('items.lacksWhere') : null;
  const publish = async (): Promise<void> => {
    const done = await desk.act(publishItemVersion, {
      prefectureCode: desk.prefectureCode,
      content: { ...draft, basis: lines },
      version,
      validFrom,
      validTo: null,
      publishedOn: today,
      publishedWhere: where.trim(),
    });
    if (done.kind === 'saved') onDone();
    else setOutcome(done);
  };
  // i18n-dynamic: plan:method.*
  return (
    <form
      className="jd-form jd-form-card jd-item-form"
      aria-label={t('items.next')}
      onSubmit={(event) => {
        event.preventDefault();
        if (lacks === null) void publish();
      }}
    >
      <h2 className="jd-subtitle">{t('items.nextOf', { name: words(draft.name), version })}</h2>
      <div className="jd-plan-grid">
        {(['zh', 'ug'] as const).map((language) => (
          <Field key={language} label={t(language === 'zh' ? 'items.nameZh' : 'items.nameUg')}>
            {(ids) => (
              <Input
                {...ids}
                dir={language === 'zh' ? 'ltr' : 'rtl'}
                lang={language === 'zh' ? 'zh-CN' : 'ug-CN'}
                value={draft.name[language]}
                onChange={(event) =>
                  setDraft({ ...draft, name: { ...draft.name, [language]: event.target.value } })
                }
              />
            )}
          </Field>
        ))}
      </div>
      <Field label={t('items.basis')} hint={t('items.basisHint')}>
        {(ids) => (
          <Input.TextArea
            {...ids}
            rows={4}
            value={basis}
            onChange={(event) => setBasis(event.target.value)}
          />
        )}
      </Field>
      <div className="jd-plan-grid">
        <Field label={t('items.method')}>
          {(ids) => (
            <Select
              {...ids}
              value={draft.method}
              options={METHODS.map((method) => ({ value: method, label: t(`method.${method}`) }))}
              onChange={(method) => setDraft({ ...draft, method })}
            />
          )}
        </Field>
        <Field label={t('items.ratioField')}>
          {(ids) => (
            <InputNumber
              {...ids}
              min={1}
              max={100}
              precision={0}
              suffix="%"
              value={draft.ratioPercent}
              onChange={(ratioPercent) => ratioPercent && setDraft({ ...draft, ratioPercent })}
            />
          )}
        </Field>
        <Field label={t('items.validFrom')}>
          {(ids) => <DayInput {...ids} value={validFrom} onChange={setValidFrom} />}
        </Field>
        <Field label={t('items.where')}>
          {(ids) => (
            <Input
              {...ids}
              maxLength={300}
              value={where}
              onChange={(event) => setWhere(event.target.value)}
            />
          )}
        </Field>
      </div>
      <OutcomeNote outcome={outcome} />
      <div className="jd-form-actions">
        <Button type="primary" htmlType="submit" disabled={lacks !== null}>
          {t('items.publish')}
        </Button>
        <Button onClick={onDone}>{t('items.cancel')}</Button>
        {lacks ? <span className="jd-soft jd-small">{lacks}</span> : null}
      </div>
    </form>
  );
}
