import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { WeekSheet } from '../../../data/desk.ts';
import { bytesText } from '../../../ui/format.ts';
import { Num } from '../../../ui/iso.tsx';
import { useActWords } from '../act-words.ts';

/** The columns of the equation, in its order. */
export const COUNTS = ['created', 'delivered', 'waiting', 'quarantined', 'withdrawn'] as const;
type Count = (typeof COUNTS)[number];

export function SheetTables({ sheet }: { readonly sheet: WeekSheet }): ReactNode {
  return (
    <>
      <ActsTable sheet={sheet} />
      <PhotosTable sheet={sheet} />
      <LogsTable sheet={sheet} />
    </>
  );
}

/** created = delivered + waiting + quarantined + withdrawn per kind of act; each figure opens its acts. */
function ActsTable({ sheet }: { readonly sheet: WeekSheet }): ReactNode {
  const { t } = useTranslation(['week', 'sync-centre']);
  const words = useActWords();
  const rows = [
    ...sheet.lines.map((line) => ({
      name: line.name as string | null,
      counts: line,
      title: words.title(line.name),
    })),
    { name: null, counts: sheet.total, title: t('total') },
  ];
  return (
    <table className="jd-panel jd-week-table">
      <caption className="jd-hidden">{t('acts')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('kind')}</th>
          {COUNTS.map((count, i) => (
            <th key={count} scope="col" className="jd-week-number">
              {i === 0 ? '' : i === 1 ? '= ' : '+ '}
              {/* i18n-dynamic: sync-centre:equation.* */}
              {t(`sync-centre:equation.${count}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, counts, title }) => (
          <tr key={name ?? 'total'} className={name === null ? 'jd-week-total' : undefined}>
            <th scope="row">{title}</th>
            {COUNTS.map((count) => (
              <td key={count} className="jd-week-number">
                <CountLink week={sheet.week} name={name} count={count} value={counts[count]} title={title} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface CountLinkProps {
  readonly week: string;
  readonly name: string | null;
  readonly count: Count;
  readonly value: number;
  readonly title: string;
}

function CountLink({ week, name, count, value, title }: CountLinkProps): ReactNode {
  const { t } = useTranslation('sync-centre');
  if (value === 0) return <Num className="jd-soft">0</Num>;
  const query = new URLSearchParams({
    week,
    ...(name === null ? {} : { name }),
    state: count === 'created' ? 'all' : count,
  });
  return (
    // i18n-dynamic: sync-centre:equation.*
    <Link
      to={`/sync/week?${query.toString()}`}
      replace
      className="jd-week-link"
      aria-label={`${title} · ${t(`equation.${count}`)} · ${value}`}
    >
      <Num>{value}</Num>
    </Link>
  );
}

function PhotosTable({ sheet: { photos } }: { readonly sheet: WeekSheet }): ReactNode {
  const { t } = useTranslation('week');
  const columns = [
    ['made', photos.made, photos.madeBytes],
    ['received', photos.received, photos.receivedBytes],
    ['waiting', photos.waiting, photos.waitingBytes],
    ['stopped', photos.stopped, photos.stoppedBytes],
  ] as const;
  return (
    <dl className="jd-panel jd-week-photos">
      {columns.map(([name, count, size], i) => (
        <div key={name}>
          {/* i18n-dynamic: week:photos.* */}
          <dt className="jd-soft">
            {i === 0 ? '' : i === 1 ? '= ' : '+ '}
            {t(`photos.${name}`)}
          </dt>
          <dd>
            <Num>{count}</Num> <Num className="jd-soft jd-small">{bytesText(size)}</Num>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function LogsTable({ sheet }: { readonly sheet: WeekSheet }): ReactNode {
  const { t } = useTranslation('week');
  return (
    <table className="jd-panel jd-week-table">
      <caption className="jd-hidden">{t('logs')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('log')}</th>
          <th scope="col">{t('range')}</th>
          <th scope="col">{t('receipted')}</th>
          <th scope="col">{t('chain')}</th>
        </tr>
      </thead>
      <tbody>
        {sheet.logs.map((log) => (
          <tr key={log.logId}>
            <th scope="row">
              <Num className="jd-code">{log.logId}</Num>
            </th>
            <td>
              <Num>
                {log.from} – {log.to}
              </Num>
            </td>
            <td>{log.receipted ? <Num>{log.receipted.seq}</Num> : t('none')}</td>
            <td className="jd-week-chain">
              {log.receipted ? <Num className="jd-code">{log.receipted.chain}</Num> : t('none')}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
