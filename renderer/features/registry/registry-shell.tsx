import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { Page } from '../../ui/page.tsx';
import { REGISTRY_TABS } from './tabs.ts';
import './registry.css';

interface RegistryShellProps {
  readonly note?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A page of the register: the same head and tabs, whatever the page. */
export function RegistryShell({ note, actions, children }: RegistryShellProps): ReactNode {
  const { t } = useTranslation(['registry', 'registers']);
  return (
    <Page title={t('registry:title')} note={note} actions={actions}>
      <div className="jd-registry">
        <nav className="jd-registry-tabs" aria-label={t('registers:tab.label')}>
          {REGISTRY_TABS.map(({ id, path }) => (
            <NavLink key={id} to={path} end className="jd-registry-tab">
              {/* i18n-dynamic: registers:tab.* */}
              {t(`registers:tab.${id}`)}
            </NavLink>
          ))}
        </nav>
        {children}
      </div>
    </Page>
  );
}
