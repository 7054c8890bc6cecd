import { Button, Input, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { scopeEntries } from '../../../shared/domain/registry/business-scope.ts';
import { isCivilDate, type CivilDate } from '../../../shared/lib/dates.ts';
import type { Bilingual } from '../../../shared/lib/text.ts';
import { BUSINESS_SCOPE } from '../../data/register.ts';
import { Field } from '../../ui/field.tsx';
import { useScopeName } from './field-value.tsx';

interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly max: number;
  readonly hint?: string | undefined;
  readonly problem?: string | undefined;
  readonly onChange: (value: string) => void;
}

export function TextField({ label, value, max, hint, problem, onChange }: TextFieldProps): ReactNode {
  return (
    <Field label={label} hint={hint} problem={problem}>
      {(ids) => (
        <Input
          {...ids}
          dir="auto"
          value={value}
          maxLength={max}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

interface DateFieldProps {
  readonly label: string;
  readonly value: string;
  readonly hint?: string | undefined;
  readonly isRequired?: boolean;
  readonly onChange: (value: string) => void;
}

/** A civil date as text; what is no date says so beside the field. */
export function DateField({ label, value, hint, isRequired = false, onChange }: DateFieldProps): ReactNode {
  const { t } = useTranslation('registers');
  return (
    <Field label={label} hint={hint} problem={isDateWrong(value, isRequired) ? t('form.date') : undefined}>
      {(ids) => (
        <Input
          {...ids}
          dir="ltr"
          placeholder="2026-01-31"
          value={value}
          maxLength={10}
          onChange={(event) => onChange(event.target.value.trim())}
        />
      )}
    </Field>
  );
}

export function isDateWrong(value: string, isRequired: boolean): boolean {
  return value === '' ? isRequired : !isCivilDate(value);
}

/** The date of a field, null while it is empty or not right. */
export function dateOrNull(value: string): CivilDate | null {
  return isCivilDate(value) ? value : null;
}

interface PairFieldsProps {
  readonly label: string;
  readonly value: Bilingual;
  readonly problem?: string | undefined;
  readonly onChange: (value: Bilingual) => void;
}

/** A name in both languages. */
export function PairFields({ label, value, problem, onChange }: PairFieldsProps): ReactNode {
  const { t } = useTranslation('registry');
  return (
    <div className="jd-amend-pair">
      {(['zh', 'ug'] as const).map((language) => (
        // i18n-dynamic: registry:amend.zh, registry:amend.ug
        <Field key={language} label={t(`amend.${language}`, { what: label })} problem={problem}>
          {(ids) => (
            <Input
              {...ids}
              value={value[language]}
              maxLength={300}
              lang={language === 'zh' ? 'zh-CN' : 'ug-CN'}
              dir={language === 'zh' ? 'ltr' : 'rtl'}
              onChange={(event) => onChange({ ...value, [language]: event.target.value })}
            />
          )}
        </Field>
      ))}
    </div>
  );
}

interface ScopeFieldProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly value: readonly string[];
  readonly onChange: (codes: string[]) => void;
}

const ENTRIES = scopeEntries(BUSINESS_SCOPE);

/** Codes of the registered business list, found by code or by name. */
export function ScopeField({ label, hint, value, onChange }: ScopeFieldProps): ReactNode {
  const nameOf = useScopeName();
  return (
    <Field label={label} hint={hint}>
      {(ids) => (
        <Select
          {...ids}
          mode="multiple"
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          value={[...value]}
          options={ENTRIES.map(({ code }) => ({ value: code, label: nameOf(code) }))}
          onChange={(codes: string[]) => onChange(codes.toSorted())}
        />
      )}
    </Field>
  );
}

interface FormEndProps {
  readonly isChanged: boolean;
  /** What keeps it from being saved; null when nothing does. */
  readonly problem: string | null;
  readonly children?: ReactNode;
  readonly onCancel: () => void;
}

/** Save and cancel, with the reason beside a button that cannot be pressed. */
export function FormEnd({ isChanged, problem, children, onCancel }: FormEndProps): ReactNode {
  const { t } = useTranslation('registry');
  return (
    <div className="jd-form-actions">
      <Button type="primary" htmlType="submit" disabled={!isChanged || problem !== null}>
        {t('amend.save')}
      </Button>
      <Button onClick={onCancel}>{t('amend.cancel')}</Button>
      {children}
      <span className="jd-soft jd-small">{problem ?? (isChanged ? null : t('amend.nothingChanged'))}</span>
    </div>
  );
}
