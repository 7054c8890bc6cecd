import { Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { officerKind } from '../../../shared/domain/org/officer.ts';
import { registerEventKind, type RegisterEvent } from '../../../shared/domain/registry/register-event.ts';
import type { Instant } from '../../../shared/lib/dates.ts';
import type { RecordId } from '../../../shared/lib/ids.ts';
import { useDesk } from '../../data/desk-context.tsx';
import type { ActSummary, Desk } from '../../data/desk.ts';
import { useLive } from '../../data/use-live.ts';
import { dateTimeText } from '../../ui/format.ts';
import { Iso, Num } from '../../ui/iso.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useWords } from '../../ui/words.ts';
import { FieldValue, useFieldName } from './field-value.tsx';
import type { Bilingual } from '../../../shared/lib/text.ts';

/** One line of a record's history: an event that the register keeps, or an act of this device from before it kept any. */
type Line =
  | { readonly at: Instant; readonly by: Bilingual | null; readonly event: RegisterEvent }
  | { readonly at: Instant; readonly by: Bilingual | null; readonly act: ActSummary };

const MAX_ACTS = 200;

/** Who changed what when, the newest first. */
export function HistoryPanel({ subjectId }: { readonly subjectId: RecordId }): ReactNode {
  const { t } = useTranslation(['registers', 'acts']);
  const words = useWords();
  const desk = useDesk();
  const lines = useLive(() => loadLines(desk, subjectId), ['register-history', subjectId]);
  if (lines.state === 'loading') return <Skeleton active paragraph={{ rows: 4 }} />;
  if (lines.value.length === 0)
    return <p className="jd-panel jd-entry-none">{t('registers:history.none')}</p>;
  return (
    <ol className="jd-panel jd-history" aria-label={t('registers:history.title')}>
      {lines.value.map((line) => (
        <li key={'event' in line ? line.event.id : `${line.act.act.logId}:${line.act.act.seq}`}>
          <div className="jd-history-head">
            <Num>{dateTimeText(line.at)}</Num>
            {line.by ? (
              <Iso>{words(line.by)}</Iso>
            ) : (
              <span className="jd-soft">{t('registers:history.unknown')}</span>
            )}
            {'event' in line ? (
              <EventTitle event={line.event} />
            ) : (
              // i18n-dynamic: acts:*.title
              <span>{t(`acts:${line.act.name.replace('/', '-')}.title`)}</span>
            )}
          </div>
          {'event' in line ? <Changes event={line.event} /> : null}
        </li>
      ))}
    </ol>
  );
}

function EventTitle({ event }: { readonly event: RegisterEvent }): ReactNode {
  const { t } = useTranslation('registers');
  return (
    <>
      {/* i18n-dynamic: registers:history.kind.*, registers:history.table.* */}
      <span>{t(`history.kind.${event.kind}`, { what: t(`history.table.${event.table}`) })}</span>
      {event.importId === null ? null : <Tag>{t('history.imported')}</Tag>}
    </>
  );
}

function Changes({ event }: { readonly event: RegisterEvent }): ReactNode {
  const { t } = useTranslation('registers');
  const nameOf = useFieldName();
  if (event.fields.length === 0) return null;
  return (
    <dl className="jd-history-changes">
      {event.fields.map(({ field, from, to }) => (
        <div key={field}>
          <dt>{nameOf(field)}</dt>
          <dd>
            <span className="jd-history-before">
              <FieldValue field={field} value={from} />
            </span>
            <span aria-label={t('history.becomes')} className="jd-soft jd-history-arrow" role="img" />
            <span>
              <FieldValue field={field} value={to} />
            </span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

async function loadLines(desk: Desk, subjectId: RecordId): Promise<readonly Line[]> {
  const [events, acts, officers] = await Promise.all([
    desk.records.list(registerEventKind, 'subjectId', subjectId),
    desk.acts({ lane: subjectId, limit: MAX_ACTS }),
    desk.records.all(officerKind),
  ]);
  const names = new Map<string, Bilingual>(officers.map((officer) => [officer.id, officer.name]));
  const told = new Set<string>(events.map(({ id }) => id));
  const lines: Line[] = [
    ...events.map((event) => ({ at: event.at, by: names.get(event.by) ?? null, event })),
    ...acts
      .filter(({ act }) => !told.has(`${act.logId}:${act.seq}`))
      .map((act) => ({ at: act.claimedAt, by: names.get(act.actor) ?? null, act })),
  ];
  return lines.toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
}
