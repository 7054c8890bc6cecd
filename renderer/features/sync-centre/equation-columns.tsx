import { Fragment, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { bytesText } from '../../ui/format.ts';
import { Num } from '../../ui/iso.tsx';
import { ACT_GROUPS, type Group } from './group.ts';
import { useEquation, usePhotos } from './queries.ts';

/** created = delivered + waiting + quarantined + withdrawn, as columns; a click shows the acts behind a figure. */
export function EquationColumns({ group }: { readonly group: Group }): ReactNode {
  const { t } = useTranslation('sync-centre');
  const equation = useEquation();
  const figures = equation.state === 'ready' ? equation.value : null;
  return (
    <div className="jd-equation">
      <nav className="jd-panel jd-equation-columns" aria-label={t('equation.label')}>
        <Column name="created" to="/sync" figure={figures?.created} isChosen={group === 'all'} />
        {ACT_GROUPS.map((name, i) => (
          <Fragment key={name}>
            <span className="jd-equation-sign" aria-hidden="true">
              {i === 0 ? '=' : '+'}
            </span>
            <Column
              name={name}
              to={`/sync?group=${name}`}
              figure={figures?.[name]}
              isChosen={group === name}
            />
          </Fragment>
        ))}
      </nav>
      <PhotosColumn isChosen={group === 'photos'} />
    </div>
  );
}

interface ColumnProps {
  readonly name: 'created' | (typeof ACT_GROUPS)[number];
  readonly to: string;
  readonly figure: number | undefined;
  readonly isChosen: boolean;
}

function Column({ name, to, figure, isChosen }: ColumnProps): ReactNode {
  const { t } = useTranslation('sync-centre');
  const tone = figure && (name === 'delivered' || name === 'quarantined') ? ` jd-figure-${name}` : '';
  // i18n-dynamic: sync-centre:equation.*, sync-centre:meaning.*
  return (
    <Link to={to} replace className="jd-equation-column" aria-current={isChosen ? 'true' : undefined}>
      <span>{t(`equation.${name}`)}</span>
      <Num className={`jd-figure${tone}`}>{figure ?? '…'}</Num>
      <span className="jd-soft jd-small">{t(`meaning.${name}`)}</span>
    </Link>
  );
}

function PhotosColumn({ isChosen }: { readonly isChosen: boolean }): ReactNode {
  const { t } = useTranslation('sync-centre');
  const photos = usePhotos();
  const lines = photos.state === 'ready' ? photos.value : [];
  const waiting = lines.filter(({ upload }) => upload.state === 'waiting');
  const waitingBytes = waiting.reduce((sum, { upload }) => sum + upload.sizeBytes - upload.sentBytes, 0);
  return (
    <nav className="jd-panel jd-equation-photos" aria-label={t('photos.title')}>
      <Link
        to="/sync?group=photos"
        replace
        className="jd-equation-column"
        aria-current={isChosen ? 'true' : undefined}
      >
        <span>{t('photos.waiting')}</span>
        <Num className="jd-figure">{photos.state === 'ready' ? waiting.length : '…'}</Num>
        <span className="jd-soft jd-small">
          {waiting.length > 0 ? t('photos.toSend', { bytes: bytesText(waitingBytes) }) : t('photos.none')}
        </span>
      </Link>
    </nav>
  );
}
