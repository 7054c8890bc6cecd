import { Button, Skeleton } from 'antd';
import { useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { holdsRight } from '../../../../shared/domain/org/authority.ts';
import type { Role } from '../../../../shared/domain/org/officer.ts';
import { campaignKind } from '../../../../shared/domain/special/campaign.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import { useLive } from '../../../data/use-live.ts';
import { useSession } from '../../../platform/session-context.tsx';
import { EmptyNote } from '../../../ui/empty-note.tsx';
import { Iso, Num } from '../../../ui/iso.tsx';
import { Tag } from '../../../ui/tag.tsx';
import { useListKeys } from '../../../ui/use-list-keys.ts';
import { useWords } from '../../../ui/words.ts';
import { InspectionsPage } from '../inspections-page.tsx';
import '../rows.css';

/** Special inspections by order: entrustment, fees, insurance-related, rectification, joint. */
export function SpecialPage(): ReactNode {
  const { t } = useTranslation('special');
  const desk = useDesk();
  const words = useWords();
  const navigate = useNavigate();
  const { officer } = useSession();
  const body = useRef<HTMLDivElement>(null);
  useListKeys(body);
  const campaigns = useLive(() => desk.records.all(campaignKind), []);
  const may = holdsRight(officer.roles as Role[], 'keep-register');
  const open = (
    <Button
      type="primary"
      disabled={!may}
      title={may ? undefined : t('headsOnly')}
      onClick={() => void navigate('/inspections/special/new')}
    >
      {t('open')}
    </Button>
  );
  // i18n-dynamic: special:kind.*, special:state.*, special:column.*
  return (
    <InspectionsPage title={t('title')} note={t('note')} actions={open}>
      <div ref={body} className="jd-panel jd-rows-scroll">
        {campaigns.state === 'loading' ? (
          <Skeleton active paragraph={{ rows: 6 }} />
        ) : campaigns.value.length === 0 ? (
          <EmptyNote title={t('empty')} text={t('emptyText')} action={open} />
        ) : (
          <table className="jd-rows">
            <thead>
              <tr>
                {(['name', 'kind', 'order', 'period', 'institutions', 'state'] as const).map((column) => (
                  <th key={column} scope="col">
                    {t(`column.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {campaigns.value
                .toSorted((a, b) => (a.from < b.from ? 1 : -1))
                .map((campaign) => (
                  <tr key={campaign.id} data-open>
                    <td>
                      <Link to={`/inspections/special/${campaign.id}`} data-row>
                        <Iso>{words(campaign.name)}</Iso>
                      </Link>
                    </td>
                    <td>{t(`kind.${campaign.kind}`)}</td>
                    <td>
                      <Iso>{campaign.order}</Iso>
                    </td>
                    <td>
                      <Num>
                        {campaign.from} – {campaign.to}
                      </Num>
                    </td>
                    <td>
                      <Num>{campaign.institutionIds.length}</Num>
                    </td>
                    <td>
                      <Tag tone={campaign.state === 'open' ? 'accent' : 'plain'}>
                        {t(`state.${campaign.state}`)}
                      </Tag>
                    </td>
                  </tr>
                ))}
            </tbody>
          </table>
        )}
      </div>
    </InspectionsPage>
  );
}
