import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../../data/desk-context.tsx';
import type { StickRecord } from '../../../platform/stick-facts.ts';
import { EmptyNote } from '../../../ui/empty-note.tsx';
import { bytesText, dateTimeText } from '../../../ui/format.ts';
import { Num } from '../../../ui/iso.tsx';
import { Tag } from '../../../ui/tag.tsx';

/** Bundles this computer wrote, read and carried. `changes` grows when there is a new one. */
export function HistoryList({ changes }: { readonly changes: number }): ReactNode {
  const { t } = useTranslation('sticks');
  const { sticks } = useDesk();
  const [records, setRecords] = useState<readonly StickRecord[]>([]);
  useEffect(() => {
    let isShown = true;
    void sticks.history().then((value) => isShown && setRecords(value));
    return () => {
      isShown = false;
    };
  }, [sticks, changes]);
  return (
    <section className="jd-stick-section" aria-label={t('history.title')}>
      <h2 className="jd-subtitle">{t('history.title')}</h2>
      <div className="jd-panel">
        {records.length === 0 ? (
          <EmptyNote title={t('history.empty.title')} text={t('history.empty.text')} />
        ) : (
          <ul className="jd-stick-rows">
            {records.map((record) => (
              <HistoryRow key={`${record.what} ${record.bundleId} ${record.at}`} record={record} />
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}

function HistoryRow({ record }: { readonly record: StickRecord }): ReactNode {
  const { t } = useTranslation('sticks');
  const { what, acts, files, ranges } = record;
  return (
    <li className="jd-stick-row jd-stick-row-line">
      {/* i18n-dynamic: sticks:history.* */}
      <Tag>{t(`history.${what}`)}</Tag>
      <Num className="jd-code jd-clip">{record.name}</Num>
      <span>
        {t(what === 'read' ? 'history.receipts' : 'history.acts', { count: acts })}
        {files > 0 ? <> · {t('history.photos', { count: files })}</> : null}
      </span>
      <span className="jd-soft">
        {ranges.length > 0 ? (
          <>
            {t('history.range')} <Num>{ranges.map(({ from, to }) => `${from}–${to}`).join(', ')}</Num>
          </>
        ) : null}
      </span>
      <Num className="jd-soft">{bytesText(record.sizeBytes)}</Num>
      <Num className="jd-soft jd-stick-action">{dateTimeText(record.at)}</Num>
    </li>
  );
}
