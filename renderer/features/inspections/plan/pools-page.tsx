import { Segmented } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { InspectionsPage } from '../inspections-page.tsx';
import './plan.css';

interface PoolsPageProps {
  readonly here: 'items' | 'inspectors';
  readonly note: ReactNode;
  readonly actions: ReactNode;
  readonly children: ReactNode;
}

const PATHS = { items: '/inspections/pools', inspectors: '/inspections/pools/inspectors' } as const;

/** One list, two pools: the item list and the inspectors; the institutions are the register itself. */
export function PoolsPage({ here, note, actions, children }: PoolsPageProps): ReactNode {
  const { t } = useTranslation('plan');
  const navigate = useNavigate();
  return (
    <InspectionsPage title={t('pools.title')} note={note} actions={actions}>
      <div className="jd-pools-nav">
        <Segmented
          aria-label={t('pools.title')}
          value={here}
          options={[
            { value: 'items', label: t('pools.items') },
            { value: 'inspectors', label: t('pools.inspectors') },
            { value: 'institutions', label: t('pools.institutions') },
          ]}
          onChange={(value) =>
            void navigate(value === 'items' || value === 'inspectors' ? PATHS[value] : '/registry')
          }
        />
      </div>
      {children}
    </InspectionsPage>
  );
}
