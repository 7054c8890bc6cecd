import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { Page } from '../../ui/page.tsx';
import { SYNC_TABS } from './tabs.ts';
import './sync-centre.css';

interface SyncPageProps {
  readonly note: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A page of the sync centre: the same head and tabs, whatever the page. */
export function SyncPage({ note, actions, children }: SyncPageProps): ReactNode {
  const { t } = useTranslation('sync-centre');
  return (
    <Page title={t('title')} note={note} actions={actions}>
      <div className="jd-sync">
        <nav className="jd-sync-tabs" aria-label={t('tab.label')}>
          {SYNC_TABS.map(({ id, path }) => (
            <NavLink key={id} to={path} end className="jd-sync-tab">
              {/* i18n-dynamic: sync-centre:tab.* */}
              {t(`tab.${id}`)}
            </NavLink>
          ))}
        </nav>
        {children}
      </div>
    </Page>
  );
}
