import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet } from 'react-router';
import { useLiveWork, WorkContext } from '../../features/worklist/queries.ts';
import { CommandPalette } from './command-palette.tsx';
import { OpeningNotes } from './opening-notes.tsx';
import { ShortcutsSheet } from './shortcuts-sheet.tsx';
import { SideNavigation } from './side-navigation.tsx';
import { LinkNotices } from './link-notices.tsx';
import { StatusBar } from './status-bar.tsx';
import { TopBar } from './top-bar.tsx';
import { useFrameKeys } from './use-frame-keys.ts';
import './frame.css';

/** Navigation, top bar, page, status bar. The sheets above it are opened by keys and closed by Escape. */
export function FrameLayout(): ReactNode {
  const { t } = useTranslation('app');
  const work = useLiveWork();
  const [overlay, setOverlay] = useState<'palette' | 'shortcuts' | null>(null);
  useFrameKeys({ onPalette: () => setOverlay('palette'), onShortcuts: () => setOverlay('shortcuts') });
  return (
    <WorkContext value={work}>
      <div className="jd-frame">
        <button type="button" className="jd-skip" onClick={() => document.getElementById('page')?.focus()}>
          {t('frame.skip')}
        </button>
        <SideNavigation onShortcuts={() => setOverlay('shortcuts')} />
        <TopBar onPalette={() => setOverlay('palette')} />
        <main id="page" className="jd-frame-page" tabIndex={-1}>
          <OpeningNotes />
          <div className="jd-frame-content">
            <Outlet />
          </div>
        </main>
        <StatusBar />
        <LinkNotices />
        {overlay === 'palette' ? (
          <CommandPalette onClose={() => setOverlay(null)} onShortcuts={() => setOverlay('shortcuts')} />
        ) : null}
        {overlay === 'shortcuts' ? <ShortcutsSheet onClose={() => setOverlay(null)} /> : null}
      </div>
    </WorkContext>
  );
}
