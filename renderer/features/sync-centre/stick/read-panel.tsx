import { Button } from 'antd';
import { useState, type DragEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isForThisComputer, type FoundState } from './use-found.ts';

/** Files dropped here, or everything for this computer on the chosen stick. */
export function ReadPanel({ found }: { readonly found: FoundState }): ReactNode {
  const { t } = useTranslation('sticks');
  const [isOver, setOver] = useState(false);
  const unread = found.bundles.filter(
    (bundle) => isForThisComputer(bundle) && !found.news.has(bundle.handle),
  );
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const files = [...event.dataTransfer.files];
    if (files.length > 0) void found.takeDropped(files);
  };
  return (
    <section
      className={isOver ? 'jd-panel jd-stick-panel jd-stick-over' : 'jd-panel jd-stick-panel'}
      aria-label={t('read.title')}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <h2 className="jd-subtitle">{t('read.title')}</h2>
      <p className="jd-stick-drop">{t(isOver ? 'read.drop' : 'read.text')}</p>
      <div className="jd-stick-line">
        {unread.length > 0 ? (
          <Button type="primary" disabled={found.isBusy} onClick={() => void found.read(unread)}>
            {t('read.all', { count: unread.length })}
          </Button>
        ) : (
          <span className="jd-soft">{found.folder ? t('read.none') : null}</span>
        )}
      </div>
    </section>
  );
}
