import { Button, Input, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { proposedDueOn } from '../../../../shared/domain/inspections/rectification.ts';
import type { TemplateBody } from '../../../../shared/domain/inspections/template.ts';
import type { ReviewFinding } from '../../../../shared/domain/quality/review.ts';
import type { CivilDate } from '../../../../shared/lib/dates.ts';
import { newUlid, type RecordId } from '../../../../shared/lib/ids.ts';
import { cleanText } from '../../../../shared/lib/text.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import { Iso, Num } from '../../../ui/iso.tsx';
import { Tag } from '../../../ui/tag.tsx';

interface FindingListProps {
  readonly findings: readonly ReviewFinding[];
  readonly form: TemplateBody | null;
  /** Null: only to be read. */
  readonly onChange: ((findings: readonly ReviewFinding[]) => void) | null;
  /** The day from which the days to rectify are counted. */
  readonly from: CivilDate;
}

const SEVERITIES = ['minor', 'major', 'critical'] as const;

/** What the institution has to put right, each with its last day. */
export function FindingList({ findings, form, onChange, from }: FindingListProps): ReactNode {
  const { t } = useTranslation('quality');
  const desk = useDesk();
  const [text, setText] = useState('');
  const [itemId, setItem] = useState<string | null>(null);
  const [severity, setSeverity] = useState<ReviewFinding['severity']>('minor');
  const add = (): void => {
    const id = newUlid(desk.clock, desk.random) as RecordId;
    const basis = form?.items.find((item) => item.id === itemId)?.basis ?? '';
    const dueOn = proposedDueOn(severity, from);
    onChange?.([...findings, { id, itemId, severity, text: cleanText(text), basis, dueOn }]);
    setText('');
    setItem(null);
  };
  // i18n-dynamic: quality:severity.*
  return (
    <div className="jd-stack">
      {findings.length > 0 ? <strong>{t('findings.title')}</strong> : null}
      {findings.map((finding) => (
        <div key={finding.id}>
          <Tag tone={finding.severity === 'critical' ? 'late' : 'soon'}>
            {t(`severity.${finding.severity}`)}
          </Tag>{' '}
          <Num className="jd-soft">{finding.itemId}</Num> <Iso>{finding.text}</Iso>{' '}
          {t('findings.due', { day: finding.dueOn })}
          {onChange ? (
            <Button
              type="link"
              size="small"
              onClick={() => onChange(findings.filter((one) => one.id !== finding.id))}
            >
              {t('findings.remove')}
            </Button>
          ) : null}
        </div>
      ))}
      {onChange ? (
        <div className="jd-form-actions">
          <Select
            aria-label={t('findings.severity')}
            value={severity}
            onChange={setSeverity}
            options={SEVERITIES.map((one) => ({ value: one, label: t(`severity.${one}`) }))}
          />
          <Select
            aria-label={t('findings.item')}
            placeholder={t('findings.item')}
            allowClear
            value={itemId}
            onChange={(value) => setItem(value ?? null)}
            options={(form?.items ?? []).map((item) => ({ value: item.id, label: item.id }))}
          />
          <Input
            aria-label={t('findings.text')}
            placeholder={t('findings.text')}
            maxLength={2000}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <Button
            disabled={cleanText(text) === ''}
            title={cleanText(text) === '' ? t('findings.lacksText') : undefined}
            onClick={add}
          >
            {t('findings.add')}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
