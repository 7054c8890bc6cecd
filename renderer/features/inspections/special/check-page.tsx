import { Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { RecordId } from '../../../../shared/lib/ids.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import { useLive } from '../../../data/use-live.ts';
import { EmptyNote } from '../../../ui/empty-note.tsx';
import { Iso } from '../../../ui/iso.tsx';
import { useWords } from '../../../ui/words.ts';
import { InspectionsPage } from '../inspections-page.tsx';
import { FeeForm } from './fee-form.tsx';
import { MatterForm } from './matter-form.tsx';
import { loadCampaign } from './special-query.ts';
import '../rows.css';

/** The form of one institution in a special inspection: charges, or counts. */
export function CheckPage({ kind }: { readonly kind: 'fees' | 'entrustment' | 'insurance' }): ReactNode {
  const { t } = useTranslation('special');
  const desk = useDesk();
  const words = useWords();
  const params = useParams();
  const campaignId = params['campaignId'] as RecordId;
  const facts = useLive(() => loadCampaign(desk, campaignId), [campaignId]);
  const back = <Link to={`/inspections/special/${campaignId}`}>{t('backToCampaign')}</Link>;
  const value = facts.state === 'ready' ? facts.value : null;
  const institution = value?.institutions.find((one) => one.id === params['institutionId']);
  // i18n-dynamic: special:column.*
  return (
    <InspectionsPage
      title={t(`column.${kind}`)}
      note={institution ? <Iso>{words(institution.name)}</Iso> : null}
      actions={back}
    >
      {facts.state === 'loading' ? (
        <Skeleton active paragraph={{ rows: 8 }} />
      ) : !value || !institution ? (
        <div className="jd-panel">
          <EmptyNote title={t('notHere')} text={t('notHereText')} action={back} />
        </div>
      ) : kind === 'fees' ? (
        <FeeForm facts={value} institutionId={institution.id} />
      ) : (
        <MatterForm key={kind} facts={value} institutionId={institution.id} kind={kind} />
      )}
    </InspectionsPage>
  );
}
