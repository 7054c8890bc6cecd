import { Button, Select, Segmented, Skeleton } from 'antd';
import { useMemo, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { holdsRight } from '../../../../shared/domain/org/authority.ts';
import type { Role } from '../../../../shared/domain/org/officer.ts';
import type { QualityPlan } from '../../../../shared/domain/quality/plan.ts';
import {
  REVIEW_STATES,
  type QualityReview,
  type ReviewState,
} from '../../../../shared/domain/quality/review.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import { useLive } from '../../../data/use-live.ts';
import { useBureau } from '../../../platform/bureau-context.tsx';
import { useSession } from '../../../platform/session-context.tsx';
import { EmptyNote } from '../../../ui/empty-note.tsx';
import { Iso, Num } from '../../../ui/iso.tsx';
import { Tag } from '../../../ui/tag.tsx';
import { useListKeys } from '../../../ui/use-list-keys.ts';
import { useWords } from '../../../ui/words.ts';
import { InspectionsPage } from '../inspections-page.tsx';
import { resultsCsv } from './export-results.ts';
import { FocusForm } from './focus-form.tsx';
import { PlanForm } from './plan-form.tsx';
import { loadQuality, type QualityFacts } from './quality-query.ts';
import { GRADE_TONES, pointsText, STATE_TONES } from './review-words.ts';
import '../rows.css';

/** The quality review of a year: every file under review, where it stands, and what is next. */
export function QualityPage(): ReactNode {
  const { t } = useTranslation('quality');
  const desk = useDesk();
  const facts = useLive(() => loadQuality(desk), []);
  if (facts.state === 'loading')
    return (
      <InspectionsPage title={t('title')}>
        <Skeleton active paragraph={{ rows: 8 }} />
      </InspectionsPage>
    );
  return <YearOfReview facts={facts.value} />;
}

function YearOfReview({ facts }: { readonly facts: QualityFacts }): ReactNode {
  const { t } = useTranslation('quality');
  const navigate = useNavigate();
  const { officer } = useSession();
  const [search, setSearch] = useSearchParams();
  const [making, setMaking] = useState<'plan' | 'focus' | null>(null);
  const mayPlan = holdsRight(officer.roles as Role[], 'keep-register');
  const plan = facts.plans.find((one) => one.id === search.get('plan')) ?? facts.plans[0] ?? null;
  const form = facts.forms.at(-1);
  const reviews = useMemo(
    () => facts.reviews.filter((review) => review.planId === plan?.id),
    [facts.reviews, plan],
  );
  const newPlan = (
    <Button
      type={plan ? 'default' : 'primary'}
      disabled={!mayPlan}
      title={mayPlan ? undefined : t('headsOnly')}
      onClick={() => setMaking('plan')}
    >
      {t('plan.new')}
    </Button>
  );
  return (
    <InspectionsPage
      title={t('title')}
      note={plan ? t('count', { count: reviews.length }) : null}
      actions={
        plan ? (
          <>
            <ExportButton reviews={reviews} facts={facts} />
            {newPlan}
            <Button
              disabled={!mayPlan}
              title={mayPlan ? undefined : t('headsOnly')}
              onClick={() => setMaking('focus')}
            >
              {t('focus.new')}
            </Button>
            <Button
              type="primary"
              disabled={!mayPlan}
              title={mayPlan ? undefined : t('headsOnly')}
              onClick={() => void navigate(`/inspections/quality/${plan.id}/sample`)}
            >
              {t('sample.open')}
            </Button>
          </>
        ) : null
      }
    >
      <div className="jd-stack">
        {making === 'plan' && form ? (
          <PlanForm
            form={form}
            onDone={(id) => {
              setMaking(null);
              if (id) setSearch({ plan: id });
            }}
          />
        ) : null}
        {making === 'focus' && plan ? (
          <FocusForm plan={plan} institutions={facts.institutions} onDone={() => setMaking(null)} />
        ) : null}
        {plan ? (
          <PlanReviews
            plan={plan}
            plans={facts.plans}
            reviews={reviews}
            facts={facts}
            onPlan={(id) => setSearch({ plan: id })}
          />
        ) : making === null ? (
          <div className="jd-panel">
            <EmptyNote title={t('empty')} text={t('emptyText')} action={newPlan} />
          </div>
        ) : null}
      </div>
    </InspectionsPage>
  );
}

interface PlanReviewsProps {
  readonly plan: QualityPlan;
  readonly plans: readonly QualityPlan[];
  readonly reviews: readonly QualityReview[];
  readonly facts: QualityFacts;
  readonly onPlan: (id: string) => void;
}

function PlanReviews({ plan, plans, reviews, facts, onPlan }: PlanReviewsProps): ReactNode {
  const { t } = useTranslation('quality');
  const desk = useDesk();
  const [filter, setFilter] = useState<ReviewState | 'all' | 'mine'>('all');
  const body = useRef<HTMLDivElement>(null);
  useListKeys(body);
  const isMine = (review: QualityReview): boolean =>
    review.reviewers.some((one) => one.officerId === desk.officerId && one.commit === null);
  const countOf = (key: typeof filter): number => reviews.filter((review) => fits(review, key)).length;
  const fits = (review: QualityReview, key: typeof filter): boolean =>
    key === 'all' || (key === 'mine' ? isMine(review) : review.state === key);
  const shown = reviews.filter((review) => fits(review, filter));
  // i18n-dynamic: quality:state.*, quality:filter.*
  const options = [
    { value: 'all' as const, label: t('filter.all', { count: reviews.length }) },
    { value: 'mine' as const, label: t('filter.mine', { count: countOf('mine') }) },
    ...REVIEW_STATES.filter((state) => countOf(state) > 0).map((state) => ({
      value: state,
      label: `${t(`state.${state}`)} ${countOf(state)}`,
    })),
  ];
  return (
    <div>
      <div className="jd-tools">
        <Select
          aria-label={t('plan.year')}
          value={plan.id as string}
          onChange={onPlan}
          options={plans.map((one) => ({ value: one.id as string, label: t('yearOf', { year: one.year }) }))}
        />
        <Segmented
          aria-label={t('filter.label')}
          value={filter}
          options={options}
          onChange={(value) => setFilter(value)}
        />
      </div>
      <div ref={body} className="jd-panel jd-rows-scroll">
        {shown.length === 0 ? (
          <EmptyNote title={t('noReviews')} text={t('noReviewsText')} />
        ) : (
          <table className="jd-rows">
            <thead>
              <tr>
                {(['file', 'institution', 'category', 'origin', 'state', 'reviewers', 'result'] as const).map(
                  (column) => (
                    // i18n-dynamic: quality:column.*
                    <th key={column} scope="col">
                      {t(`column.${column}`)}
                    </th>
                  ),
                )}
              </tr>
            </thead>
            <tbody>
              {shown.map((review) => (
                <ReviewRow key={review.id} review={review} facts={facts} />
              ))}
            </tbody>
          </table>
        )}
      </div>
    </div>
  );
}

function ReviewRow({
  review,
  facts,
}: {
  readonly review: QualityReview;
  readonly facts: QualityFacts;
}): ReactNode {
  const { t } = useTranslation(['quality', 'registry']);
  const words = useWords();
  const institution = facts.institutions.get(review.institutionId);
  const submitted = review.reviewers.filter((one) => one.commit !== null).length;
  // i18n-dynamic: quality:grade.*, quality:origin.*, registry:categoryShort.*
  const grade = review.final?.grade ?? review.result?.grade ?? null;
  return (
    <tr data-open>
      <td>
        <Link to={`/inspections/quality/reviews/${review.id}`} data-row>
          <Iso>{review.file.opinionNo}</Iso>
        </Link>
      </td>
      <td>
        <Iso>{institution ? words(institution.name) : review.institutionId}</Iso>
      </td>
      <td>{t(`registry:categoryShort.${review.file.category}`)}</td>
      <td>{t(`origin.${review.origin}`)}</td>
      <td>
        <Tag tone={STATE_TONES[review.state]}>{t(`state.${review.state}`)}</Tag>
      </td>
      <td>
        <Num>
          {submitted}/{Math.max(2, review.reviewers.length)}
        </Num>
      </td>
      <td>
        {review.result && grade ? (
          <>
            <Num>{pointsText(review.result.tenths)}</Num>{' '}
            <Tag tone={GRADE_TONES[grade]}>{t(`grade.${grade}`)}</Tag>
          </>
        ) : (
          <span className="jd-soft">{t('sealed')}</span>
        )}
      </td>
    </tr>
  );
}

function ExportButton({
  reviews,
  facts,
}: {
  readonly reviews: readonly QualityReview[];
  readonly facts: QualityFacts;
}): ReactNode {
  const { t } = useTranslation(['quality', 'registry']);
  const words = useWords();
  const bureau = useBureau();
  const [said, setSaid] = useState<'saved' | 'not-saved' | null>(null);
  const save = async (): Promise<void> => {
    const text = resultsCsv(reviews, {
      heads: (
        [
          'year',
          'institution',
          'file',
          'category',
          'state',
          'totals',
          'result',
          'vetoes',
          'final',
          'finalOn',
        ] as const
      ).map((column) => t(`column.${column}`)),
      institution: (review) => {
        const institution = facts.institutions.get(review.institutionId);
        return institution ? words(institution.name) : review.institutionId;
      },
      category: (review) => t(`registry:category.${review.file.category}`),
      state: (review) => t(`state.${review.state}`),
      grade: (grade) => t(`grade.${grade}`),
    });
    const year = reviews[0]?.year ?? 0;
    const outcome = await bureau.call('export/save-text', { suggestedName: `quality-${year}.csv`, text });
    setSaid(outcome.kind === 'saved' ? 'saved' : outcome.kind === 'cancelled' ? null : 'not-saved');
  };
  // i18n-dynamic: quality:export.*
  return (
    <>
      {said ? <span role="status">{t(`export.${said}`)}</span> : null}
      <Button
        disabled={reviews.length === 0}
        title={reviews.length === 0 ? t('noReviews') : undefined}
        onClick={() => void save()}
      >
        {t('export.open')}
      </Button>
    </>
  );
}
