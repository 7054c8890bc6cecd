import { Button, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { lastDay } from '../../../../shared/domain/rectification/rectification.ts';
import type { RecordId } from '../../../../shared/lib/ids.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import { useLive } from '../../../data/use-live.ts';
import { EmptyNote } from '../../../ui/empty-note.tsx';
import { Iso, Num } from '../../../ui/iso.tsx';
import { Tag } from '../../../ui/tag.tsx';
import { useWords } from '../../../ui/words.ts';
import { InspectionsPage } from '../inspections-page.tsx';
import { ClockNote } from './clock-note.tsx';
import { EvidencePanel } from './evidence-panel.tsx';
import { Lines } from './rectify-list-page.tsx';
import { loadDetail, type RectifyDetail } from './rectify-query.ts';
import { DueTag, SeverityTag, StateTag } from './state-words.tsx';
import { StepPanel } from './step-panel.tsx';
import { Timeline } from './timeline.tsx';
import './rectify.css';

/** One finding until it is put right: what it is, the next step, how it was and is, what happened. */
export function RectifyPage(): ReactNode {
  const { t } = useTranslation('rectify');
  const words = useWords();
  const navigate = useNavigate();
  const desk = useDesk();
  const id = (useParams()['rectificationId'] ?? '') as RecordId;
  const detail = useLive(() => loadDetail(desk, id), [id]);
  if (detail.state === 'loading') return <Skeleton className="jd-page-body" active paragraph={{ rows: 8 }} />;
  if (!detail.value)
    return (
      <EmptyNote
        title={t('page.notHere')}
        text={t('page.notHereText')}
        action={<Button onClick={() => void navigate('/inspections/rectify')}>{t('page.toList')}</Button>}
      />
    );
  const { rectification: one, institution, others } = detail.value;
  return (
    <InspectionsPage
      title={<Iso>{institution ? words(institution.name) : one.institutionId}</Iso>}
      note={
        <>
          <StateTag state={one.state} /> <SeverityTag severity={one.severity} />{' '}
          <DueTag rectification={one} />
        </>
      }
      actions={<Button onClick={() => void navigate('/inspections/rectify')}>{t('page.toList')}</Button>}
    >
      <ClockNote />
      <div className="jd-rectify-page">
        <div className="jd-rectify-main">
          <Facts detail={detail.value} />
          <EvidencePanel detail={detail.value} />
          <Timeline detail={detail.value} />
        </div>
        <div className="jd-panel jd-rectify-side">
          {/* A new state begins anew: what was chosen before it does not stay chosen. */}
          <StepPanel key={one.events.length} detail={detail.value} />
        </div>
      </div>
      {others.length > 0 ? (
        <section className="jd-rectify-others" aria-label={t('page.history')}>
          <h2 className="jd-subtitle">{t('page.history')}</h2>
          <Lines lines={others.map((rectification) => ({ rectification, institution }))} />
        </section>
      ) : null}
    </InspectionsPage>
  );
}

function Facts({ detail }: { readonly detail: RectifyDetail }): ReactNode {
  const { t } = useTranslation('rectify');
  const { rectification: one, earlierVisitId } = detail;
  // i18n-dynamic: rectify:source.*
  return (
    <section className="jd-panel jd-rectify-facts" aria-label={t('page.facts')}>
      <p className="jd-rectify-finding">
        {one.itemId ? <Num className="jd-soft">{one.itemId} </Num> : null}
        <Iso>{one.text}</Iso>
      </p>
      {one.stopsAtOnce ? <p className="jd-rectify-stop">{t('order.stop')}</p> : null}
      {one.repeated ? (
        <p>
          <Tag tone="soon">{t('repeated.tag')}</Tag>{' '}
          {earlierVisitId ? (
            <Link className="jd-link" to={`/inspections/${earlierVisitId}`}>
              {t('repeated.text', { on: one.repeated.foundOn })}
            </Link>
          ) : (
            t('repeated.text', { on: one.repeated.foundOn })
          )}
        </p>
      ) : null}
      <dl>
        <dt>{t('facts.source')}</dt>
        <dd>
          {one.source === 'visit' && one.sourceId ? (
            <Link className="jd-link" to={`/inspections/${one.sourceId}`}>
              {t('source.visit')}
            </Link>
          ) : (
            t(`source.${one.source}`)
          )}
        </dd>
        <dt>{t('facts.basis')}</dt>
        <dd>
          <Iso>{one.basis || t('facts.none')}</Iso>
        </dd>
        <dt>{t('facts.owner')}</dt>
        <dd>
          <Iso>{one.owner}</Iso>
        </dd>
        <dt>{t('facts.orderedOn')}</dt>
        <dd>
          <Num>{one.orderedOn}</Num>
        </dd>
        <dt>{t('facts.dueOn')}</dt>
        <dd>
          <Num>{lastDay(one)}</Num>
          {one.extendedTo ? (
            <span className="jd-soft"> {t('facts.extendedFrom', { dueOn: one.dueOn })}</span>
          ) : null}
        </dd>
      </dl>
    </section>
  );
}
