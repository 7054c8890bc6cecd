import { DownOutlined, SearchOutlined } from '@ant-design/icons';
import { Dropdown } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useSession } from '../../platform/session-context.tsx';
import { Iso } from '../../ui/iso.tsx';
import { Keys } from '../../ui/shortcut-keys.tsx';
import { useWords } from '../../ui/words.ts';
import { LanguageToggle } from '../language-toggle.tsx';

/** Search or command, whose bureau, who is signed in, both languages. */
export function TopBar({ onPalette }: { readonly onPalette: () => void }): ReactNode {
  const { t } = useTranslation('app');
  const words = useWords();
  const { status } = useSession();
  return (
    <header className="jd-top">
      <button type="button" className="jd-plain jd-top-search" onClick={onPalette}>
        <SearchOutlined />
        <span className="jd-clip">{t('palette.placeholder')}</span>
        <Keys keys={['Ctrl', 'K']} />
      </button>
      <span className="jd-top-gap" />
      {status.device ? <Iso className="jd-soft jd-clip">{words(status.device.bureau)}</Iso> : null}
      <OfficerMenu />
      <LanguageToggle />
    </header>
  );
}

function OfficerMenu(): ReactNode {
  const { t } = useTranslation(['app', 'org']);
  const words = useWords();
  const navigate = useNavigate();
  const { officer, lock } = useSession();
  // i18n-dynamic: org:role.*
  const roles = officer.roles.map((role) => t(`org:role.${role}`)).join(t('listComma'));
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'roles', label: <span className="jd-soft">{roles}</span>, disabled: true },
          { type: 'divider' },
          {
            key: 'password',
            label: t('officer.changePassword'),
            onClick: () => void navigate('/settings/password'),
          },
          { key: 'officers', label: t('officer.others'), onClick: () => void navigate('/settings') },
          { type: 'divider' },
          { key: 'lock', label: t('officer.lock'), onClick: lock },
        ],
      }}
    >
      <button type="button" className="jd-plain jd-top-officer" aria-haspopup="menu">
        <Iso className="jd-clip">{words(officer.name)}</Iso>
        <DownOutlined />
      </button>
    </Dropdown>
  );
}
