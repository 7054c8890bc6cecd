import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Inspection } from '../../../../shared/domain/inspections/inspection.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import { useLive } from '../../../data/use-live.ts';
import { successorsOf } from './move-query.ts';

/** Says on an open visit that its checklist has a later version; the visit keeps its own until an officer moves it. */
export function NewerVersion({ inspection }: { readonly inspection: Inspection }): ReactNode {
  const { t } = useTranslation('templates');
  const desk = useDesk();
  const { id, templateId, templateVersion } = inspection;
  const later = useLive(() => successorsOf(desk.records, inspection), [id, templateId, templateVersion]);
  const [newest] = later.state === 'ready' ? later.value : [];
  if (!newest) return null;
  return (
    <Link to={`/inspections/${id}/move-template`} className="jd-tag jd-tag-accent">
      {t('move.newer', { version: newest.template.version })}
    </Link>
  );
}
