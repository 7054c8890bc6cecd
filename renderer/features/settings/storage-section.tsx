import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { inspectionKind } from '../../../shared/domain/inspections/inspection.ts';
import { appraiserKind } from '../../../shared/domain/registry/appraiser.ts';
import { institutionKind } from '../../../shared/domain/registry/institution.ts';
import { useDesk } from '../../data/desk-context.tsx';
import type { Desk } from '../../data/desk.ts';
import { useLive } from '../../data/use-live.ts';
import { bytesText } from '../../ui/format.ts';
import { Num } from '../../ui/iso.tsx';
import { Row, Section } from './section.tsx';

interface Held {
  readonly institutions: number;
  readonly appraisers: number;
  readonly inspections: number;
  readonly acts: number;
  readonly photos: number;
  readonly photoBytes: number;
}

/** What this computer holds, each number a way to its list. */
export function StorageSection(): ReactNode {
  const { t } = useTranslation('settings');
  const desk = useDesk();
  const held = useLive(() => count(desk), ['storage']);
  const figures: readonly (readonly [keyof Held, string])[] = [
    ['institutions', '/registry'],
    ['appraisers', '/registry'],
    ['inspections', '/inspections'],
    ['acts', '/sync'],
    ['photos', '/sync?group=photos'],
  ];
  return (
    <Section title={t('storage.title')} note={t('storage.note')}>
      {figures.map(([name, to]) => (
        // i18n-dynamic: settings:storage.*
        <Row key={name} label={t(`storage.${name}`)}>
          {held.state === 'ready' ? (
            <Link to={to} className="jd-settings-figure">
              <Num>{held.value[name]}</Num>
              {name === 'photos' ? <Num className="jd-soft">{bytesText(held.value.photoBytes)}</Num> : null}
            </Link>
          ) : (
            <span className="jd-soft">…</span>
          )}
        </Row>
      ))}
      <Row label={t('storage.keep')}>
        <Link to="/sync/storage">{t('storage.open')}</Link>
      </Row>
    </Section>
  );
}

async function count(desk: Desk): Promise<Held> {
  const [institutions, appraisers, inspections, equation, uploads] = await Promise.all([
    desk.records.all(institutionKind),
    desk.records.all(appraiserKind),
    desk.records.all(inspectionKind),
    desk.equation(),
    desk.uploads(),
  ]);
  const here = uploads.filter((upload) => upload.state !== 'removed');
  return {
    institutions: institutions.length,
    appraisers: appraisers.length,
    inspections: inspections.length,
    acts: equation.created,
    photos: here.length,
    photoBytes: here.reduce((sum, upload) => sum + upload.sizeBytes, 0),
  };
}
