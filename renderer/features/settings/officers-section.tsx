import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { KnownOfficer } from '../../platform/facts.ts';
import { useSession } from '../../platform/session-context.tsx';
import { Iso } from '../../ui/iso.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useWords } from '../../ui/words.ts';
import { Section } from './section.tsx';

/** Who may sign in on this computer. */
export function OfficersSection(): ReactNode {
  const { t } = useTranslation('settings');
  const navigate = useNavigate();
  const { status, officer: me } = useSession();
  return (
    <Section title={t('officers.title')} note={t('officers.note')}>
      <ul>
        {status.officers.map((officer) => (
          <li key={officer.officerId} className="jd-settings-row">
            <OfficerLine officer={officer} isMe={officer.officerId === me.officerId} />
          </li>
        ))}
      </ul>
      <div className="jd-settings-row">
        <div className="jd-form-actions">
          <Button onClick={() => void navigate('/settings/add-officer')}>{t('officers.add')}</Button>
          <Button onClick={() => void navigate('/settings/password')}>{t('officers.password')}</Button>
        </div>
      </div>
    </Section>
  );
}

function OfficerLine({
  officer,
  isMe,
}: {
  readonly officer: KnownOfficer;
  readonly isMe: boolean;
}): ReactNode {
  const { t } = useTranslation(['settings', 'org', 'app']);
  const words = useWords();
  return (
    <>
      <div>
        <Iso>{words(officer.name)}</Iso>
        <div className="jd-soft jd-small">
          {/* i18n-dynamic: org:role.* */}
          {officer.roles.map((role) => t(`org:role.${role}`)).join(t('app:listComma'))}
        </div>
      </div>
      <div className="jd-settings-value">
        {isMe ? <Tag tone="accent">{t('officers.me')}</Tag> : null}
        {officer.active ? null : <Tag tone="soon">{t('officers.inactive')}</Tag>}
      </div>
    </>
  );
}
