import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Finding } from '../../../../shared/domain/inspections/inspection.ts';
import { Iso, Num } from '../../../ui/iso.tsx';

interface FindingCardProps {
  readonly finding: Finding;
  readonly onEdit?: () => void;
  readonly onRemove?: () => void;
}

/** A noted finding in one or two lines. */
export function FindingCard({ finding, onEdit, onRemove }: FindingCardProps): ReactNode {
  const { t } = useTranslation('inspections');
  // i18n-dynamic: inspections:severity.*
  return (
    <div className="jd-finding" data-severity={finding.severity}>
      <span className="jd-finding-severity">{t(`severity.${finding.severity}`)}</span>
      <Iso className="jd-finding-text">{finding.text}</Iso>
      <span className="jd-finding-meta">
        {t('finding.dueOn')} <Num>{finding.dueOn}</Num>
      </span>
      {onEdit ? (
        <button type="button" className="jd-bare jd-visit-link" onClick={onEdit}>
          {t('finding.edit')}
        </button>
      ) : null}
      {onRemove ? (
        <button type="button" className="jd-bare jd-visit-link" onClick={onRemove}>
          {t('finding.remove')}
        </button>
      ) : null}
    </div>
  );
}
