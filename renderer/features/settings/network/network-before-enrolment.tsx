import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AuthoritySection } from './authority-section.tsx';
import { ProxySection } from './proxy-section.tsx';
import '../settings.css';
import './network.css';

/** An office whose only way out is a proxy with a login, or its own gateway, could not even enrol without this. */
export function NetworkBeforeEnrolment(): ReactNode {
  const { t } = useTranslation('link');
  return (
    <details className="jd-network-before">
      <summary className="jd-soft">{t('network.before')}</summary>
      <div className="jd-settings">
        <ProxySection />
        <AuthoritySection asksAddress />
      </div>
    </details>
  );
}
