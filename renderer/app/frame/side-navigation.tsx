import {
  BankOutlined,
  CloudSyncOutlined,
  FileDoneOutlined,
  HomeOutlined,
  SettingOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { Num } from '../../ui/iso.tsx';
import { Mark } from '../../ui/mark.tsx';
import { Keys } from '../../ui/shortcut-keys.tsx';
import { PAGES, type PageId } from './pages.ts';
import { useNavCounts } from './use-nav-counts.ts';

const ICONS: Readonly<Record<PageId, ReactNode>> = {
  work: <HomeOutlined />,
  inspections: <FileDoneOutlined />,
  registry: <BankOutlined />,
  sync: <CloudSyncOutlined />,
  settings: <SettingOutlined />,
};

/** The pages that exist, with what waits in each. */
export function SideNavigation({ onShortcuts }: { readonly onShortcuts: () => void }): ReactNode {
  const { t } = useTranslation('app');
  const counts = useNavCounts();
  return (
    <nav className="jd-nav" aria-label={t('nav.label')}>
      <div className="jd-nav-brand">
        <Mark size={22} />
        <span className="jd-clip">{t('productShort')}</span>
      </div>
      <ul>
        {PAGES.map(({ id, path }) => (
          <li key={id}>
            <NavLink to={path} className="jd-nav-link">
              {ICONS[id]}
              {/* i18n-dynamic: app:nav.* */}
              <span className="jd-nav-name jd-clip">{t(`nav.${id}`)}</span>
              {counts[id] ? <Num className="jd-nav-count">{counts[id]}</Num> : null}
            </NavLink>
          </li>
        ))}
      </ul>
      <button type="button" className="jd-plain jd-nav-keys" onClick={onShortcuts}>
        <span>{t('nav.shortcuts')}</span>
        <Keys keys={['?']} />
      </button>
    </nav>
  );
}
