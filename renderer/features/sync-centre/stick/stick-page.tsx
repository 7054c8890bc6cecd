import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { bytesText } from '../../../ui/format.ts';
import { Iso, Num } from '../../../ui/iso.tsx';
import { SyncPage } from '../sync-page.tsx';
import { FoundList } from './found-list.tsx';
import { HistoryList } from './history-list.tsx';
import { ReadPanel } from './read-panel.tsx';
import { StickProblem } from './stick-problem.tsx';
import { useFound, type FoundState } from './use-found.ts';
import { WritePanel } from './write-panel.tsx';
import './stick.css';

/** The road without a line: out on a stick, back on a stick, and for others. */
export function StickPage(): ReactNode {
  const { t } = useTranslation('sticks');
  const [changes, setChanges] = useState(0);
  const changed = (): void => setChanges((count) => count + 1);
  const found = useFound(changed);
  return (
    <SyncPage note={t('note')}>
      <FolderBar found={found} />
      {found.failure ? <StickProblem failure={found.failure} /> : null}
      <div className="jd-stick-pair">
        <WritePanel
          folder={found.folder}
          changes={changes}
          onWritten={() => {
            changed();
            void found.refresh();
          }}
        />
        <ReadPanel found={found} />
      </div>
      <FoundList found={found} />
      <HistoryList changes={changes} />
    </SyncPage>
  );
}

function FolderBar({ found }: { readonly found: FoundState }): ReactNode {
  const { t } = useTranslation('sticks');
  const { folder } = found;
  return (
    <section className="jd-panel jd-stick-bar" aria-label={t('folder.label')}>
      {folder ? (
        <>
          <strong>
            <Iso>{folder.label}</Iso>
          </strong>
          <span className="jd-soft">
            {t('folder.free')} <Num>{bytesText(folder.freeBytes)}</Num>
          </span>
        </>
      ) : (
        <span className="jd-soft">{t('folder.none')}</span>
      )}
      <span className="jd-stick-action jd-stick-line">
        {folder ? <Button onClick={() => void found.refresh()}>{t('folder.again')}</Button> : null}
        <Button type={folder ? 'default' : 'primary'} onClick={() => void found.chooseFolder()}>
          {t(folder ? 'folder.change' : 'folder.choose')}
        </Button>
      </span>
    </section>
  );
}
