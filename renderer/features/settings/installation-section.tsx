import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../platform/session-context.tsx';
import { Iso, Num } from '../../ui/iso.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useWords } from '../../ui/words.ts';
import { Row, Section } from './section.tsx';

/** Enough of an id to compare it on the telephone. */
const SHORT_ID = 8;

export function InstallationSection(): ReactNode {
  const { t } = useTranslation('settings');
  const words = useWords();
  const { info, status } = useSession();
  const { device } = status;
  return (
    <Section title={t('installation.title')} note={t('installation.note')}>
      <Row label={t('installation.version')}>
        <Num>{info.appVersion}</Num>
        {info.isRelease ? null : <Tag>{t('installation.trial')}</Tag>}
      </Row>
      <Row label={t('installation.runtime')}>
        <Num>Electron {info.electronVersion}</Num>
      </Row>
      <Row
        label={t('installation.keystore')}
        hint={t(info.keystore === 'real' ? 'installation.keystoreRealHint' : 'installation.keystoreNoneHint')}
      >
        {info.keystore === 'real' ? (
          t('installation.keystoreReal')
        ) : (
          <Tag tone="soon">{t('installation.keystoreNone')}</Tag>
        )}
      </Row>
      {device ? (
        <>
          <Row label={t('installation.bureau')}>
            <Iso>{words(device.bureau)}</Iso>
          </Row>
          <Row label={t('installation.device')}>
            <Num className="jd-code">…{device.deviceId.slice(-SHORT_ID)}</Num>
          </Row>
          <Row label={t('installation.server')}>
            <Num className="jd-code">{device.address}</Num>
          </Row>
          <Row label={t('installation.manifest')} hint={t('installation.manifestHint')}>
            <span>{t('installation.manifestVersion', { version: device.manifestVersion })}</span>
            <Num className="jd-code">{device.receiptKeys.map((key) => key.keyId).join(' · ')}</Num>
          </Row>
        </>
      ) : null}
    </Section>
  );
}
