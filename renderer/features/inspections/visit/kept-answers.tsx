import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Attachment } from '../../../../shared/domain/inspections/inspection.ts';
import { Iso, Num } from '../../../ui/iso.tsx';
import { Tag } from '../../../ui/tag.tsx';
import { useWords } from '../../../ui/words.ts';
import { AnswerText } from './answer-text.tsx';
import { FindingCard } from './finding-card.tsx';
import { keptOf, type Kept } from './kept.ts';
import { PhotoDialog } from './photo-dialog.tsx';
import { Thumb } from './thumb.tsx';
import type { WholeVisit } from './visit-query.ts';
import './rules.css';

/** Answers that stay on the visit and do not count: hidden by a rule, or of an earlier version of the checklist. */
export function KeptAnswers(visit: WholeVisit): ReactNode {
  const { t } = useTranslation('inspections');
  const { template, frame, content } = visit;
  const kept = useMemo(() => keptOf({ template, frame, content }), [template, frame, content]);
  if (kept.length === 0) return null;
  return (
    <section className="jd-kept" aria-labelledby="kept-head">
      <h2 id="kept-head" className="jd-section-head">
        <span className="jd-section-name">{t('kept.title')}</span>
        <span className="jd-section-count">
          <Num>{kept.length}</Num>
        </span>
      </h2>
      <p className="jd-soft jd-small jd-kept-text">{t('kept.text')}</p>
      {kept.map((one, at) => (
        <KeptRow key={`${one.itemId}|${at}`} kept={one} officers={frame.officers} />
      ))}
    </section>
  );
}

interface KeptRowProps {
  readonly kept: Kept;
  readonly officers: WholeVisit['frame']['officers'];
}

function KeptRow({ kept, officers }: KeptRowProps): ReactNode {
  const { t } = useTranslation('inspections');
  const words = useWords();
  const [shown, setShown] = useState<Attachment | null>(null);
  const officer = kept.by ? officers.get(kept.by) : undefined;
  // i18n-dynamic: inspections:kept.*
  return (
    <div className="jd-kept-row" role="group" aria-label={kept.itemId} data-kept={kept.itemId}>
      <div className="jd-kept-head">
        <Num className="jd-item-id">{kept.itemId}</Num>
        <span>{kept.text ? words(kept.text) : null}</span>
        <Tag>{t(`kept.${kept.why}`)}</Tag>
      </div>
      <p>
        <AnswerText value={kept.value} />
        {officer ? (
          <span className="jd-soft jd-small">
            {' '}
            · <Iso>{words(officer.name)}</Iso>
          </span>
        ) : null}
      </p>
      {kept.note === '' ? null : (
        <p className="jd-soft">
          <Iso>{kept.note}</Iso>
        </p>
      )}
      {kept.reason === '' ? null : (
        <p className="jd-small">
          {t('kept.reason')} <Iso>{kept.reason}</Iso>
        </p>
      )}
      {kept.findings.map((finding) => (
        <FindingCard key={finding.id} finding={finding} />
      ))}
      {kept.photos.length === 0 ? null : (
        <div className="jd-item-photos">
          {kept.photos.map((photo, at) => (
            <Thumb
              key={photo.id}
              photo={photo}
              label={t('photo.open', { number: at + 1 })}
              onOpen={() => setShown(photo)}
            />
          ))}
        </div>
      )}
      {shown ? (
        <PhotoDialog
          itemId={kept.itemId}
          photos={kept.photos}
          shown={shown}
          officers={officers}
          onShow={(id) => setShown(kept.photos.find((photo) => photo.id === id) ?? null)}
          onClose={() => setShown(null)}
        />
      ) : null}
    </div>
  );
}
