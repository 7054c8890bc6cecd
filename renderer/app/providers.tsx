import { App as AntdApp, ConfigProvider } from 'antd';
import dayjs from 'dayjs';
import { useCallback, useLayoutEffect, useMemo, useState, useSyncExternalStore, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppSettings, Language } from '../platform/facts.ts';
import { BureauContext } from '../platform/bureau-context.tsx';
import type { Bureau } from '../platform/bureau.ts';
import { PreferencesContext } from '../platform/preferences-context.tsx';
import { antdLocale, type AntdWords } from '../ui/antd-locale.ts';
import type { ThemeName } from '../ui/palette.ts';
import { antdTheme, paintRoot } from '../ui/theme.ts';

interface ProvidersProps {
  readonly bureau: Bureau;
  readonly initial: AppSettings;
  readonly styleNonce: string;
  readonly children: ReactNode;
}

/** Language, direction, theme and platform for everything below; a change shows at once, on every screen. */
export function Providers({ bureau, initial, styleNonce, children }: ProvidersProps): ReactNode {
  const { i18n } = useTranslation();
  const [settings, setSettings] = useState(initial);
  const theme = useThemeName(settings.theme);
  const isUyghur = settings.language === 'ug-CN';

  const change = useCallback(
    (change: Partial<AppSettings>) => {
      setSettings((before) => ({ ...before, ...change }));
      if (change.language) void i18n.changeLanguage(change.language);
      void bureau.call('settings/write', change);
    },
    [bureau, i18n],
  );
  const preferences = useMemo(() => ({ settings, change }), [settings, change]);

  // Before the first paint, so that no screen is ever seen in the wrong direction or colours.
  useLayoutEffect(() => speak(settings.language, i18n.t('app:product')), [settings.language, i18n]);
  useLayoutEffect(() => paintRoot(document.documentElement, theme, isUyghur), [theme, isUyghur]);

  // i18n-dynamic: antd:*
  const locale = useMemo(
    () =>
      antdLocale(
        i18n.getResourceBundle(settings.language, 'antd') as AntdWords,
        isUyghur ? 'ug-cn' : 'zh-cn',
      ),
    [i18n, settings.language, isUyghur],
  );
  const antd = useMemo(() => antdTheme(theme, isUyghur), [theme, isUyghur]);
  return (
    <BureauContext value={bureau}>
      <PreferencesContext value={preferences}>
        <ConfigProvider
          locale={locale}
          direction={isUyghur ? 'rtl' : 'ltr'}
          theme={antd}
          csp={{ nonce: styleNonce }}
          button={{ autoInsertSpace: false }}
        >
          <AntdApp component={false}>{children}</AntdApp>
        </ConfigProvider>
      </PreferencesContext>
    </BureauContext>
  );
}

function speak(language: Language, title: string): void {
  document.documentElement.lang = language;
  document.documentElement.dir = language === 'ug-CN' ? 'rtl' : 'ltr';
  document.title = title;
  dayjs.locale(language === 'ug-CN' ? 'ug-cn' : 'zh-cn');
}

function useThemeName(chosen: AppSettings['theme']): ThemeName {
  const isDark = useMedia('(prefers-color-scheme: dark)');
  const wantsContrast = useMedia('(prefers-contrast: more)');
  if (chosen !== 'system') return chosen;
  if (wantsContrast) return 'contrast';
  return isDark ? 'dark' : 'light';
}

function useMedia(query: string): boolean {
  const list = useMemo(() => window.matchMedia(query), [query]);
  return useSyncExternalStore(
    useCallback(
      (changed) => {
        list.addEventListener('change', changed);
        return () => list.removeEventListener('change', changed);
      },
      [list],
    ),
    () => list.matches,
  );
}
