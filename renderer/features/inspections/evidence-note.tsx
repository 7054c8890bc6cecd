import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordId } from '../../../shared/lib/ids.ts';
import { useDesk } from '../../data/desk-context.tsx';
import type { Evidence } from '../../data/evidence.ts';
import { useLive } from '../../data/use-live.ts';
import { Tag } from '../../ui/tag.tsx';

/** Beside a visit in a list: only while pictures are missing at the region. */
export function EvidenceTag({ evidence }: { readonly evidence: Evidence | null }): ReactNode {
  const { t } = useTranslation('photos');
  if (!evidence || evidence.received === evidence.total) return null;
  const { received, total } = evidence;
  return (
    <span title={t('evidence.incomplete', { received, total })}>
      <Tag tone="soon">{t('evidence.short', { received, total })}</Tag>
    </span>
  );
}

/** On a sealed visit: whether the region has all of its pictures. */
export function EvidenceNote({ inspectionId }: { readonly inspectionId: RecordId }): ReactNode {
  const { t } = useTranslation('photos');
  const desk = useDesk();
  const all = useLive(() => desk.evidence(), ['evidence']);
  const evidence = all.state === 'ready' ? all.value.get(inspectionId) : undefined;
  if (!evidence || evidence.total === 0) return null;
  const { received, total } = evidence;
  if (received === total) return <Tag tone="delivered">{t('evidence.complete', { total })}</Tag>;
  return (
    <span role="status" title={t('evidence.why')}>
      <Tag tone="soon">{t('evidence.incomplete', { received, total })}</Tag>
    </span>
  );
}
