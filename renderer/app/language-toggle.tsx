import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from '../platform/facts.ts';
import { usePreferences } from '../platform/preferences-context.tsx';
import './language-toggle.css';

const LANGUAGES: readonly Language[] = ['zh-CN', 'ug-CN'];

/** Both languages are always in sight, each in its own script. */
export function LanguageToggle(): ReactNode {
  const { t } = useTranslation('app');
  const { settings, change } = usePreferences();
  return (
    <div className="jd-languages" role="group" aria-label={t('language.label')}>
      {LANGUAGES.map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          className="jd-plain"
          aria-pressed={settings.language === language}
          title={t(language === 'zh-CN' ? 'language.zh' : 'language.ug')}
          onClick={() => change({ language })}
        >
          {t(language === 'zh-CN' ? 'language.zhShort' : 'language.ugShort')}
        </button>
      ))}
    </div>
  );
}
