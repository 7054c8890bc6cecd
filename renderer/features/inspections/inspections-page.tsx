import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { Page } from '../../ui/page.tsx';
import { INSPECTION_TABS } from './tabs.ts';
import './inspections-tabs.css';

interface InspectionsPageProps {
  readonly title: ReactNode;
  readonly note?: ReactNode;
  /** The primary action last. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A page of the inspections area: its own head, and the tabs all pages of the area share. */
export function InspectionsPage({ title, note, actions, children }: InspectionsPageProps): ReactNode {
  return (
    <Page title={title} note={note} actions={actions}>
      <InspectionsTabs />
      {children}
    </Page>
  );
}

function InspectionsTabs(): ReactNode {
  const { t } = useTranslation('inspections');
  return (
    <nav className="jd-tabs" aria-label={t('tab.label')}>
      {INSPECTION_TABS.map((tab) => (
        <NavLink key={tab.path} to={tab.path} end={tab.isWhole ?? false} className="jd-tab">
          {/* i18n-dynamic: inspections:tab.* */}
          {t(tab.words)}
        </NavLink>
      ))}
    </nav>
  );
}
