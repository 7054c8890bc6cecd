import { Segmented } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { usePreferences, type Preferences } from '../../platform/preferences-context.tsx';
import { Row, Section } from './section.tsx';

const THEMES: readonly Preferences['settings']['theme'][] = ['system', 'light', 'dark', 'contrast'];

export function AppearanceSection(): ReactNode {
  const { t } = useTranslation('settings');
  const { settings, change } = usePreferences();
  return (
    <Section title={t('appearance.title')} note={t('appearance.note')}>
      <Row label={t('appearance.language')}>
        <Segmented
          aria-label={t('appearance.language')}
          value={settings.language}
          options={[
            { value: 'zh-CN', label: <span lang="zh-CN">{t('appearance.zh')}</span> },
            { value: 'ug-CN', label: <span lang="ug-CN">{t('appearance.ug')}</span> },
          ]}
          onChange={(language) => change({ language: language as Preferences['settings']['language'] })}
        />
      </Row>
      <Row label={t('appearance.theme')} hint={t('appearance.themeHint')}>
        <Segmented
          aria-label={t('appearance.theme')}
          value={settings.theme}
          // i18n-dynamic: settings:theme.*
          options={THEMES.map((theme) => ({ value: theme, label: t(`theme.${theme}`) }))}
          onChange={(theme) => change({ theme: theme as Preferences['settings']['theme'] })}
        />
      </Row>
    </Section>
  );
}
