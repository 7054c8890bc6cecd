import { Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { RecordId } from '../../../../shared/lib/ids.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import { useLive } from '../../../data/use-live.ts';
import { EmptyNote } from '../../../ui/empty-note.tsx';
import { Iso, Num } from '../../../ui/iso.tsx';
import { Tag } from '../../../ui/tag.tsx';
import { useWords } from '../../../ui/words.ts';
import { InspectionsPage } from '../inspections-page.tsx';
import { DecisionPanel } from './decision-panel.tsx';
import { loadReview, type ReviewFacts } from './quality-query.ts';
import { ResultPanel } from './result-panel.tsx';
import { ReviewersPanel } from './reviewers-panel.tsx';
import { STATE_TONES } from './review-words.ts';
import { ScoringForm } from './scoring-form.tsx';
import '../rows.css';

/** One file under review: who scores it, one's own form, what came out, the answer and the decision. */
export function ReviewPage(): ReactNode {
  const { t } = useTranslation('quality');
  const desk = useDesk();
  const id = useParams()['reviewId'] as RecordId;
  const facts = useLive(() => loadReview(desk, id), [id]);
  if (facts.state === 'loading')
    return (
      <InspectionsPage title={t('title')}>
        <Skeleton active paragraph={{ rows: 8 }} />
      </InspectionsPage>
    );
  if (facts.value === null)
    return (
      <InspectionsPage title={t('title')}>
        <div className="jd-panel">
          <EmptyNote
            title={t('notHere')}
            text={t('notHereText')}
            action={<Link to="/inspections/quality">{t('back')}</Link>}
          />
        </div>
      </InspectionsPage>
    );
  return <Review facts={facts.value} />;
}

function Review({ facts }: { readonly facts: ReviewFacts }): ReactNode {
  const { t } = useTranslation(['quality', 'registry']);
  const words = useWords();
  const { review, institution } = facts;
  // i18n-dynamic: quality:state.*, registry:category.*
  return (
    <InspectionsPage
      title={<Iso>{review.file.opinionNo}</Iso>}
      note={<Tag tone={STATE_TONES[review.state]}>{t(`state.${review.state}`)}</Tag>}
      actions={<Link to={`/inspections/quality?plan=${review.planId}`}>{t('back')}</Link>}
    >
      <div className="jd-two">
        <div className="jd-stack">
          <ScoringForm facts={facts} />
          <ResultPanel facts={facts} />
          <DecisionPanel facts={facts} />
        </div>
        <div className="jd-stack">
          <section className="jd-card" aria-label={t('facts')}>
            <h2>{t('facts')}</h2>
            <dl className="jd-info">
              <dt>{t('column.institution')}</dt>
              <dd>
                <Link to={`/registry/${review.institutionId}`}>
                  <Iso>{institution ? words(institution.name) : review.institutionId}</Iso>
                </Link>
              </dd>
              <dt>{t('column.category')}</dt>
              <dd>{t(`registry:category.${review.file.category}`)}</dd>
              <dt>{t('focus.issuedOn')}</dt>
              <dd>
                <Num>{review.file.issuedOn}</Num>
              </dd>
              <dt>{t('column.origin')}</dt>
              <dd>
                {/* i18n-dynamic: quality:origin.* */}
                {t(`origin.${review.origin}`)} <Iso>{review.focusReason}</Iso>
              </dd>
            </dl>
          </section>
          <ReviewersPanel facts={facts} />
          <History facts={facts} />
        </div>
      </div>
    </InspectionsPage>
  );
}

function History({ facts }: { readonly facts: ReviewFacts }): ReactNode {
  const { t } = useTranslation('quality');
  const words = useWords();
  return (
    <section className="jd-card" aria-label={t('history')}>
      <h2>{t('history')}</h2>
      <ol className="jd-history">
        {facts.review.events.map((event, at) => {
          const name = facts.names.get(event.by);
          return (
            <li key={`${event.at}-${at}`}>
              <Num>{event.on}</Num>
              <span>
                {/* i18n-dynamic: quality:event.* */}
                {t(`event.${event.kind}`)}
                <p className="jd-small">
                  <Iso>{name ? words(name) : event.by}</Iso>
                </p>
              </span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
