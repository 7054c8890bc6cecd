import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LanguageToggle } from './language-toggle.tsx';
import { Mark } from '../ui/mark.tsx';
import './front-door.css';

interface FrontDoorProps {
  readonly children: ReactNode;
  readonly isWide?: boolean;
}

/** The plain screen before anybody is signed in: name of the product, language, one panel. */
export function FrontDoor({ children, isWide = false }: FrontDoorProps): ReactNode {
  const { t } = useTranslation('app');
  return (
    <div className="jd-door">
      <header className="jd-door-head">
        <Mark />
        <span className="jd-door-name">{t('product')}</span>
        <LanguageToggle />
      </header>
      <main className={isWide ? 'jd-door-panel jd-door-wide' : 'jd-door-panel'}>{children}</main>
    </div>
  );
}
