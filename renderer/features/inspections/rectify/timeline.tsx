import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RectificationEvent } from '../../../../shared/domain/rectification/rectification.ts';
import type { OfficerId } from '../../../../shared/lib/ids.ts';
import { Iso, Num } from '../../../ui/iso.tsx';
import { useWords } from '../../../ui/words.ts';
import type { RectifyDetail } from './rectify-query.ts';

/** Every step, oldest first: what, when, who, by which paper. */
export function Timeline({ detail }: { readonly detail: RectifyDetail }): ReactNode {
  const { t } = useTranslation('rectify');
  return (
    <section className="jd-panel jd-rectify-timeline" aria-label={t('timeline.title')}>
      <h2 className="jd-subtitle">{t('timeline.title')}</h2>
      <ol>
        {detail.rectification.events.map((event) => (
          <Entry
            key={`${event.kind}:${event.at}:${event.attachmentId ?? ''}`}
            event={event}
            officers={detail.officers}
          />
        ))}
      </ol>
    </section>
  );
}

interface EntryProps {
  readonly event: RectificationEvent;
  readonly officers: RectifyDetail['officers'];
}

function Entry({ event, officers }: EntryProps): ReactNode {
  const { t } = useTranslation('rectify');
  const words = useWords();
  const nameOf = (id: OfficerId): string => {
    const officer = officers.get(id);
    return officer ? words(officer.name) : id;
  };
  // i18n-dynamic: rectify:event.*, rectify:method.*
  return (
    <li data-event={event.kind}>
      <Num className="jd-soft">{event.on}</Num>
      <div>
        <strong>{t(`event.${event.kind}`)}</strong>
        {event.dueOn ? (
          <>
            {' '}
            {t('timeline.until')} <Num>{event.dueOn}</Num>
          </>
        ) : null}
        {event.method ? <span> · {t(`method.${event.method}`)}</span> : null}
        <span className="jd-soft">
          {' '}
          · <Iso>{nameOf(event.by)}</Iso>
          {event.partner ? (
            <>
              {t('timeline.and')}
              <Iso>{nameOf(event.partner)}</Iso>
            </>
          ) : null}
          {event.document ? (
            <>
              {' '}
              · <Iso>{event.document}</Iso>
            </>
          ) : null}
        </span>
        {event.text ? (
          <p className="jd-rectify-text">
            <Iso>{event.text}</Iso>
          </p>
        ) : null}
      </div>
    </li>
  );
}
