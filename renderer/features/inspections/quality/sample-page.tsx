import { Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { RecordId } from '../../../../shared/lib/ids.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import { useLive } from '../../../data/use-live.ts';
import { EmptyNote } from '../../../ui/empty-note.tsx';
import { InspectionsPage } from '../inspections-page.tsx';
import { CommitForm } from './commit-form.tsx';
import { loadSamples } from './quality-query.ts';
import { SampleCard } from './sample-card.tsx';
import '../rows.css';

/** Draws files of institutions by jd-draw-1: list → commitment → digits of witnesses → picks; every draw stays listed. */
export function SamplePage(): ReactNode {
  const { t } = useTranslation('quality');
  const desk = useDesk();
  const planId = useParams()['planId'] as RecordId;
  const facts = useLive(() => loadSamples(desk, planId), [planId]);
  const back = <Link to={`/inspections/quality?plan=${planId}`}>{t('back')}</Link>;
  return (
    <InspectionsPage title={t('sample.title')} note={t('sample.note')} actions={back}>
      {facts.state === 'loading' ? (
        <Skeleton active paragraph={{ rows: 8 }} />
      ) : facts.value === null ? (
        <div className="jd-panel">
          <EmptyNote title={t('planNotHere')} text={t('notHereText')} action={back} />
        </div>
      ) : (
        <div className="jd-stack">
          <CommitForm facts={facts.value} />
          {facts.value.samples.map((sample) => (
            <SampleCard
              key={sample.id}
              sample={sample}
              institution={facts.value?.institutions.find((one) => one.id === sample.institutionId) ?? null}
            />
          ))}
        </div>
      )}
    </InspectionsPage>
  );
}
