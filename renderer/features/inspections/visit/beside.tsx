import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Attachment } from '../../../../shared/domain/inspections/inspection.ts';
import type { TemplateItem } from '../../../../shared/domain/inspections/template.ts';
import type { Institution } from '../../../../shared/domain/registry/institution.ts';
import { Num } from '../../../ui/iso.tsx';
import { inspectionShortcuts } from '../shortcuts.ts';
import { Thumb } from './thumb.tsx';
import { useTools } from './visit-context.tsx';
import type { EarlierVisit } from './history.ts';
import { ItemHistory } from './item-history.tsx';
import { RegisterExtract } from './register-extract.tsx';
import { Rules } from './rules.tsx';
import { useVisitUi, useVisitUiStore } from './visit-ui.ts';

interface BesideProps {
  readonly items: readonly TemplateItem[];
  readonly institution: Institution | null;
  readonly photos: ReadonlyMap<string, readonly Attachment[]>;
  readonly history: readonly EarlierVisit[];
}

/** What an officer looks up while answering, for the item at hand: the rule, last time, the register, its photos. */
export function Beside({ items, institution, photos, history }: BesideProps): ReactNode {
  const { t } = useTranslation('inspections');
  const active = useVisitUi((now) => now.active);
  const { canEdit, startedOn } = useTools();
  const item = items.find((one) => one.id === active) ?? items[0];
  return (
    <aside className="jd-beside" aria-label={t('beside.label')}>
      {item ? (
        <>
          <section>
            <h3>
              <Num>{item.id}</Num> · {t('beside.rule')}
            </h3>
            <Rules basis={item.basis} />
            <p className="jd-soft jd-small">
              {item.weight > 0 ? t('beside.weight', { weight: item.weight }) : t('beside.noWeight')}
              {item.evidenceRequired ? ` · ${t('beside.evidence')}` : ''}
            </p>
          </section>
          <ItemHistory history={history} itemId={item.id} on={startedOn} />
          <Photos itemId={item.id} photos={photos.get(item.id) ?? []} canEdit={canEdit} />
        </>
      ) : null}
      {institution ? <RegisterExtract institution={institution} on={startedOn} /> : null}
      <Keys />
    </aside>
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
