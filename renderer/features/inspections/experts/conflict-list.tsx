import { Button, Input, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExpertConflict } from '../../../../shared/domain/experts/expert.ts';
import type { Institution } from '../../../../shared/domain/registry/institution.ts';
import type { CivilDate } from '../../../../shared/lib/dates.ts';
import type { RecordId } from '../../../../shared/lib/ids.ts';
import { cleanText } from '../../../../shared/lib/text.ts';
import { Iso, Num } from '../../../ui/iso.tsx';
import { useWords } from '../../../ui/words.ts';

interface ConflictListProps {
  readonly conflicts: readonly ExpertConflict[];
  readonly institutions: readonly Institution[];
  readonly today: CivilDate;
  readonly onChange: (conflicts: readonly ExpertConflict[]) => void;
}

/** Ties to institutions, each with its reason and its time; one that is over ends today instead of going. */
export function ConflictList({ conflicts, institutions, today, onChange }: ConflictListProps): ReactNode {
  const { t } = useTranslation('experts');
  const words = useWords();
  const [institutionId, setInstitution] = useState<RecordId | null>(null);
  const [reason, setReason] = useState('');
  const names = new Map(institutions.map((one) => [one.id, words(one.name)]));
  const canAdd = institutionId !== null && cleanText(reason) !== '';
  const add = (): void => {
    if (!institutionId) return;
    onChange([...conflicts, { institutionId, reason: cleanText(reason), from: today, to: null }]);
    setInstitution(null);
    setReason('');
  };
  return (
    <div className="jd-stack">
      <strong>{t('column.conflicts')}</strong>
      {conflicts.length === 0 ? <span className="jd-soft">{t('noConflicts')}</span> : null}
      {conflicts.map((conflict, at) => (
        <div key={`${conflict.institutionId}-${at}`}>
          <Iso>{names.get(conflict.institutionId) ?? conflict.institutionId}</Iso> ·{' '}
          <Iso>{conflict.reason}</Iso>{' '}
          <Num className="jd-soft">
            {conflict.from} – {conflict.to}
          </Num>
          {conflict.to === null ? (
            <Button
              type="link"
              size="small"
              onClick={() => onChange(conflicts.map((one, i) => (i === at ? { ...one, to: today } : one)))}
            >
              {t('conflictOver')}
            </Button>
          ) : null}
        </div>
      ))}
      <div className="jd-form-actions">
        <Select
          aria-label={t('conflictWith')}
          placeholder={t('conflictWith')}
          className="jd-wide"
          showSearch={{ optionFilterProp: 'label' }}
          value={institutionId}
          onChange={setInstitution}
          options={institutions.map((one) => ({ value: one.id, label: words(one.name) }))}
        />
        <Input
          aria-label={t('conflictReason')}
          placeholder={t('conflictReason')}
          maxLength={300}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        <Button disabled={!canAdd} title={canAdd ? undefined : t('conflictLacks')} onClick={add}>
          {t('addConflict')}
        </Button>
      </div>
    </div>
  );
}
