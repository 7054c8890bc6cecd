import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../ui/page.tsx';
import { AppearanceSection } from './appearance-section.tsx';
import { InstallationSection } from './installation-section.tsx';
import { AuthoritySection } from './network/authority-section.tsx';
import { PlanSection } from './network/plan-section.tsx';
import { ProxySection } from './network/proxy-section.tsx';
import { OfficersSection } from './officers-section.tsx';
import { StorageSection } from './storage-section.tsx';
import './settings.css';

/** How it looks, who works here, what this installation is, how it reaches the region, what it holds. */
export function SettingsPage(): ReactNode {
  const { t } = useTranslation('settings');
  return (
    <Page title={t('title')}>
      <div className="jd-settings">
        <AppearanceSection />
        <OfficersSection />
        <InstallationSection />
        <PlanSection />
        <ProxySection />
        <AuthoritySection />
        <StorageSection />
      </div>
    </Page>
  );
}
