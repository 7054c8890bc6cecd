import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { TaskEvent } from '../../../../shared/domain/planning/task.ts';
import { dateTimeText } from '../../../ui/format.ts';
import { Iso, Num } from '../../../ui/iso.tsx';
import { useWords } from '../../../ui/words.ts';
import type { TaskView } from './tasks-query.ts';

/** Every step that was taken, the newest first: the day, who, and what stands on the paper. */
export function TaskTimeline({ view }: { readonly view: TaskView }): ReactNode {
  const { t } = useTranslation('tasks');
  const words = useWords();
  const name = (id: string): string => {
    const found = view.names.get(id);
    return found ? words(found) : id;
  };
  const { events } = view.task;
  // i18n-dynamic: tasks:event.*
  return (
    <section className="jd-panel jd-timeline" aria-label={t('task.timeline')}>
      <h2 className="jd-subtitle">{t('task.timeline')}</h2>
      <ol>
        {events
          .map((event, at) => ({ event, at }))
          .toReversed()
          .map(({ event, at }) => (
            <li key={at} data-event={event.kind}>
              <span className="jd-timeline-day">
                <Num>{event.on}</Num>
              </span>
              <div>
                <strong>{t(`event.${event.kind}`)}</strong>{' '}
                <span className="jd-soft">
                  <Iso>{name(event.by)}</Iso> <Num className="jd-small">{dateTimeText(event.at)}</Num>
                </span>
                <Details event={event} name={name} />
              </div>
            </li>
          ))}
      </ol>
    </section>
  );
}

interface DetailsProps {
  readonly event: TaskEvent;
  readonly name: (id: string) => string;
}

function Details({ event, name }: DetailsProps): ReactNode {
  const { t } = useTranslation('tasks');
  const text = (value: string): ReactNode =>
    value === '' ? null : (
      <p className="jd-timeline-text">
        <Iso>{value}</Iso>
      </p>
    );
  // i18n-dynamic: tasks:served.*, tasks:result.*, tasks:event.*
  switch (event.kind) {
    case 'created':
    case 'signed':
    case 'rectifying':
      return null;
    case 'approved':
      return (
        <>
          {event.alone ? <p className="jd-soft">{t('task.alone')}</p> : null}
          {event.unannounced ? <p className="jd-soft">{t('field.unannounced')}</p> : null}
          {text(event.note)}
        </>
      );
    case 'drawn':
    case 'officers-replaced':
      return (
        <>
          <p>
            <Iso>{name(event.officers[0])}</Iso> · <Iso>{name(event.officers[1])}</Iso>
          </p>
          {event.kind === 'officers-replaced' ? text(event.reason) : null}
        </>
      );
    case 'notified':
      return (
        <>
          <p>
            {t('field.visitOn')} <Num>{event.visitOn}</Num>
            {' · '}
            {event.unannounced
              ? t('field.unannounced')
              : `${event.servedHow ? t(`served.${event.servedHow}`) : ''} ${event.servedTo}`}
          </p>
          {text(event.content)}
        </>
      );
    case 'visit-started':
      return (
        <p>
          <Link className="jd-task-go" to={`/inspections/${event.visitId}`}>
            {t('task.openVisit')}
          </Link>
        </p>
      );
    case 'visit-failed':
      return (
        <>
          <p>{t(`result.${event.result}`)}</p>
          {text(event.text)}
          {text(event.witness)}
        </>
      );
    case 'concluded':
      return (
        <>
          <p>{t(`result.${event.result}`)}</p>
          {text(event.text)}
          {text(event.movedTo)}
        </>
      );
    case 'fed-back':
      return (
        <>
          <p>
            {t(`served.${event.servedHow}`)} <Iso>{event.servedTo}</Iso>
          </p>
          {text(event.proof)}
        </>
      );
    case 'published':
      return (
        <>
          <p>
            <Iso>{event.where}</Iso> <Iso dir="ltr">{event.link}</Iso>
          </p>
          {text(event.text)}
        </>
      );
    case 'rechecked':
      return text(event.text);
    case 'archived':
      return (
        <p>
          {t('task.files', { count: event.files.length })} <Iso>{event.place}</Iso>
        </p>
      );
    case 'corrected':
      return (
        <>
          <p className="jd-soft">{t('task.corrects', { number: event.corrects + 1 })}</p>
          {text(event.text)}
        </>
      );
    case 'voided':
      return text(event.reason);
  }
}
