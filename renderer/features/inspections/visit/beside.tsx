import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Attachment } from '../../../../shared/domain/inspections/inspection.ts';
import type { TemplateItem } from '../../../../shared/domain/inspections/template.ts';
import type { Institution } from '../../../../shared/domain/registry/institution.ts';
import { Iso, Num } from '../../../ui/iso.tsx';
import { useWords } from '../../../ui/words.ts';
import { inspectionShortcuts } from '../shortcuts.ts';
import { AnswerText } from './answer-text.tsx';
import { FindingCard } from './finding-card.tsx';
import { Thumb } from './thumb.tsx';
import { useTools } from './visit-context.tsx';
import type { LastVisit } from './visit-query.ts';
import { useVisitUi, useVisitUiStore } from './visit-ui.ts';

interface BesideProps {
  readonly items: readonly TemplateItem[];
  readonly institution: Institution | null;
  readonly photos: ReadonlyMap<string, readonly Attachment[]>;
}

/** What an officer looks up while answering, for the item at hand: the rule, last time, the register, its photos. */
export function Beside({ items, institution, photos }: BesideProps): ReactNode {
  const { t } = useTranslation('inspections');
  const active = useVisitUi((now) => now.active);
  const { last, canEdit } = useTools();
  const item = items.find((one) => one.id === active) ?? items[0];
  return (
    <aside className="jd-beside" aria-label={t('beside.label')}>
      {item ? (
        <>
          <section>
            <h3>
              <Num>{item.id}</Num> · {t('beside.rule')}
            </h3>
            <p>
              <Iso>{item.basis.replaceAll(/[;；]\s*/g, ' · ')}</Iso>
            </p>
            <p className="jd-soft jd-small">
              {item.weight > 0 ? t('beside.weight', { weight: item.weight }) : t('beside.noWeight')}
              {item.evidenceRequired ? ` · ${t('beside.evidence')}` : ''}
            </p>
          </section>
          <LastTime last={last} itemId={item.id} />
          <Photos itemId={item.id} photos={photos.get(item.id) ?? []} canEdit={canEdit} />
        </>
      ) : null}
      {institution ? <Extract institution={institution} /> : null}
      <Keys />
    </aside>
  );
}

function LastTime({ last, itemId }: { readonly last: LastVisit | null; readonly itemId: string }): ReactNode {
  const { t } = useTranslation('inspections');
  const answer = last?.answers.get(itemId);
  const findings = last?.findings.get(itemId) ?? [];
  return (
    <section>
      <h3>
        {t('beside.last')} {last ? <Num>{last.inspection.startedOn}</Num> : null}
      </h3>
      {last ? (
        <>
          <p>
            <AnswerText value={answer?.current.value ?? null} />
          </p>
          {answer?.current.note ? (
            <p className="jd-soft">
              <Iso>{answer.current.note}</Iso>
            </p>
          ) : null}
          {findings.map((finding) => (
            <FindingCard key={finding.id} finding={finding} />
          ))}
        </>
      ) : (
        <p className="jd-soft">{t('beside.noLast')}</p>
      )}
    </section>
  );
}

interface PhotosProps {
  readonly itemId: string;
  readonly photos: readonly Attachment[];
  readonly canEdit: boolean;
}

function Photos({ itemId, photos, canEdit }: PhotosProps): ReactNode {
  const { t } = useTranslation('inspections');
  const ui = useVisitUiStore();
  const { pickPhotos } = useTools();
  if (!canEdit && photos.length === 0) return null;
  return (
    <section>
      <h3>{t('beside.photos')}</h3>
      {photos.length > 0 ? (
        <div className="jd-beside-photos">
          {photos.map((photo, at) => (
            <Thumb
              key={photo.id}
              photo={photo}
              isLarge
              label={t('photo.open', { number: at + 1 })}
              onOpen={() => ui.setState({ viewing: { itemId, photoId: photo.id } })}
            />
          ))}
        </div>
      ) : (
        <p className="jd-soft jd-small">{t('photo.hint')}</p>
      )}
      {canEdit ? (
        <div className="jd-beside-actions">
          <Button size="small" onClick={() => pickPhotos(itemId)}>
            {t('photo.fromFile')}
          </Button>
          <Button size="small" onClick={() => ui.setState({ cameraFor: itemId })}>
            {t('photo.camera')}
          </Button>
        </div>
      ) : null}
    </section>
  );
}

function Extract({ institution }: { readonly institution: Institution }): ReactNode {
  const { t } = useTranslation('inspections');
  const words = useWords();
  const { staff } = institution;
  // i18n-dynamic: inspections:category.*
  const rows: readonly (readonly [string, ReactNode])[] = [
    [t('extract.licenceNo'), <Num key="n">{institution.licenceNo}</Num>],
    [t('extract.validTo'), <Num key="n">{institution.licenceValidTo}</Num>],
    [
      t('extract.categories'),
      institution.categories.map((category) => t(`category.${category}`)).join(t('listSeparator')),
    ],
    [t('extract.staff'), t('extract.staffCounts', { ...staff })],
    [t('extract.head'), <Iso key="n">{words(institution.head)}</Iso>],
    [t('extract.phone'), <Num key="n">{institution.phone}</Num>],
    [t('extract.address'), <Iso key="n">{words(institution.address)}</Iso>],
  ];
  return (
    <section>
      <h3>{t('beside.register')}</h3>
      <dl className="jd-extract">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Keys(): ReactNode {
  const { t } = useTranslation('inspections');
  // i18n-dynamic: inspections:shortcut.*
  return (
    <section>
      <h3>{t('beside.keys')}</h3>
      <dl className="jd-visit-keys">
        {inspectionShortcuts.map((shortcut) => (
          <div key={shortcut.label}>
            <dt>
              {shortcut.keys.map((key) => (
                <kbd key={key} className="jd-kbd">
                  {key}
                </kbd>
              ))}
            </dt>
            <dd>{t(shortcut.label)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
