import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useDesk } from '../../../data/desk-context.tsx';
import type { PhotoCheck } from '../../../data/desk.ts';
import { bytesText } from '../../../ui/format.ts';

type Said =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'gone'; readonly files: number; readonly bytes: number }
  | { readonly kind: 'checking'; readonly done: number; readonly total: number }
  | { readonly kind: 'checked'; readonly check: PhotoCheck };

/** Two things a person may ask for: let go now what is due, and read every file through. */
export function CarePanel(): ReactNode {
  const { t } = useTranslation('photos');
  const { photoCare } = useDesk();
  const [said, setSaid] = useState<Said>({ kind: 'nothing' });
  const [isBusy, setBusy] = useState(false);
  const during = async (work: () => Promise<Said>): Promise<void> => {
    setBusy(true);
    setSaid(await work());
    setBusy(false);
  };
  return (
    <section className="jd-panel jd-storage-panel" aria-label={t('care.title')}>
      <h2 className="jd-subtitle">{t('care.title')}</h2>
      <div className="jd-storage-buttons">
        <Button
          disabled={isBusy}
          onClick={() => void during(async () => ({ kind: 'gone', ...(await photoCare.letGo()) }))}
        >
          {t('care.letGo')}
        </Button>
        <Button
          disabled={isBusy}
          onClick={() =>
            void during(async () => ({
              kind: 'checked',
              check: await photoCare.checkAll((done, total) => setSaid({ kind: 'checking', done, total })),
            }))
          }
        >
          {t('care.check')}
        </Button>
      </div>
      <p role="status">
        <What said={said} />
      </p>
    </section>
  );
}

function What({ said }: { readonly said: Said }): ReactNode {
  const { t } = useTranslation('photos');
  switch (said.kind) {
    case 'nothing':
      return null;
    case 'gone':
      return said.files === 0
        ? t('care.letGoNone')
        : t('care.letGoDone', { count: said.files, bytes: bytesText(said.bytes) });
    case 'checking':
      return t('care.checking', { done: said.done, total: said.total });
    case 'checked': {
      const { checked, damaged, missing } = said.check;
      if (damaged + missing === 0) return t('care.checkedWhole', { count: checked });
      return (
        <>
          {t('care.checkedTrouble', { checked, damaged, missing })}{' '}
          <Link to="/sync?group=photos">{t('care.toPhotos')}</Link>
        </>
      );
    }
  }
}
