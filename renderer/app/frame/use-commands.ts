import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { institutionKind } from '../../../shared/domain/registry/institution.ts';
import { useDesk } from '../../data/desk-context.tsx';
import { useLive } from '../../data/use-live.ts';
import { INSPECTION_TABS } from '../../features/inspections/tabs.ts';
import { REGISTRY_TABS } from '../../features/registry/tabs.ts';
import { usePreferences } from '../../platform/preferences-context.tsx';
import { useSession } from '../../platform/session-context.tsx';
import { useWords } from '../../ui/words.ts';
import type { Command } from './commands.ts';
import { PAGES } from './pages.ts';

/** Everything the palette can do: pages, language, sync, lock, and every institution of the register by name. */
export function useCommands(onShortcuts: () => void): {
  readonly commands: readonly Command[];
  readonly institutions: readonly Command[];
} {
  const { t, i18n } = useTranslation('app');
  const words = useWords();
  const navigate = useNavigate();
  const desk = useDesk();
  const { settings, change } = usePreferences();
  const { lock } = useSession();
  const register = useLive(() => desk.records.all(institutionKind), ['palette']);

  const bothLanguages = (key: string): string =>
    ['zh-CN', 'ug-CN'].map((lng) => i18n.t(key, { lng })).join(' ');
  const named = (id: string, key: string, hint: string, run: () => void): Command => ({
    id,
    words: t(key),
    alsoFoundBy: bothLanguages(key.includes(':') ? key : `app:${key}`),
    hint,
    run,
  });
  const other = settings.language === 'zh-CN' ? 'ug-CN' : 'zh-CN';
  const commands = [
    // i18n-dynamic: app:nav.*, app:palette.*
    ...PAGES.map((page) =>
      named(page.id, `nav.${page.id}`, `G ${page.key.toUpperCase()}`, () => void navigate(page.path)),
    ),
    // The first of them is the area itself, which stands above.
    ...INSPECTION_TABS.slice(1).map((tab) => named(tab.path, tab.words, '', () => void navigate(tab.path))),
    // i18n-dynamic: registers:tab.*
    ...REGISTRY_TABS.slice(1).map((tab) =>
      named(tab.path, `registers:tab.${tab.id}`, '', () => void navigate(tab.path)),
    ),
    named('sync-now', 'palette.syncNow', '', () => void desk.sync.syncNow()),
    named('language', other === 'ug-CN' ? 'palette.toUyghur' : 'palette.toChinese', '', () =>
      change({ language: other }),
    ),
    named('shortcuts', 'palette.shortcuts', '?', onShortcuts),
    named('lock', 'palette.lock', '', lock),
  ];
  const institutions = (register.state === 'ready' ? register.value : []).map((one): Command => ({
    id: one.id,
    words: words(one.name),
    alsoFoundBy: `${one.name.zh} ${one.name.ug} ${one.licenceNo}`,
    hint: one.licenceNo,
    run: () => void navigate(`/registry/${one.id}`),
  }));
  return { commands, institutions };
}
