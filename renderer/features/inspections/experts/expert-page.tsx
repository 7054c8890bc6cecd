import { Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { expertKind } from '../../../../shared/domain/experts/expert.ts';
import { officerKind } from '../../../../shared/domain/org/officer.ts';
import { institutionKind } from '../../../../shared/domain/registry/institution.ts';
import type { RecordId } from '../../../../shared/lib/ids.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import { useLive } from '../../../data/use-live.ts';
import { InspectionsPage } from '../inspections-page.tsx';
import { ExpertForm } from './expert-form.tsx';
import '../rows.css';

/** One expert: a new entry, or a change of an old one. */
export function ExpertPage(): ReactNode {
  const { t } = useTranslation('experts');
  const desk = useDesk();
  const id = useParams()['expertId'] ?? 'new';
  const facts = useLive(
    async () => ({
      expert: id === 'new' ? null : await desk.records.get(expertKind, id as RecordId),
      officers: await desk.records.all(officerKind),
      institutions: await desk.records.all(institutionKind),
    }),
    [id],
  );
  const back = <Link to="/inspections/experts">{t('back')}</Link>;
  return (
    <InspectionsPage title={t(id === 'new' ? 'enter' : 'change')} actions={back}>
      {facts.state === 'loading' ? (
        <Skeleton active paragraph={{ rows: 8 }} />
      ) : (
        <ExpertForm
          key={id}
          expert={facts.value.expert}
          officers={facts.value.officers}
          institutions={facts.value.institutions}
        />
      )}
    </InspectionsPage>
  );
}
