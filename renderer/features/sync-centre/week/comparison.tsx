import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { WeekComparison, WeekDifference } from '../../../data/desk.ts';
import { FailureNote } from '../../../ui/failure-note.tsx';
import { dateTimeText } from '../../../ui/format.ts';
import { Num } from '../../../ui/iso.tsx';
import { Tag } from '../../../ui/tag.tsx';
import { useActWords } from '../act-words.ts';
import { COUNTS } from './sheet-tables.tsx';

/** Enough of an id to tell two apart. */
const SHORT_ID = 8;

/** The region's sheet beside this device's, and every difference by name with what to do. */
export function Comparison({ compared }: { readonly compared: WeekComparison }): ReactNode {
  const { t } = useTranslation(['week', 'sync-centre']);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [compared]);
  if (compared.kind === 'failed')
    return <FailureNote section="sync" kind={compared.failure.kind} details={compared.failure.details} />;
  const { here, region, differences, at } = compared;
  return (
    <section className="jd-week-compared" aria-labelledby="week-compared">
      <header className="jd-week-head">
        <h2 className="jd-subtitle" id="week-compared" tabIndex={-1} ref={heading}>
          {t('sideBySide')}
        </h2>
        {differences.length === 0 ? (
          <Tag tone="delivered">{t('equal')}</Tag>
        ) : (
          <Tag tone="soon">{t('differ', { count: differences.length })}</Tag>
        )}
        <span className="jd-soft jd-small">
          {t('statedAt')} <Num>{dateTimeText(at)}</Num>
        </span>
      </header>
      <table className="jd-panel jd-week-table">
        <caption className="jd-hidden">{t('sideBySide')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('side')}</th>
            {COUNTS.map((count) => (
              <th key={count} scope="col" className="jd-week-number">
                {/* i18n-dynamic: sync-centre:equation.* */}
                {t(`sync-centre:equation.${count}`)}
              </th>
            ))}
            <th scope="col" className="jd-week-number">
              {t('photos.received')}
            </th>
          </tr>
        </thead>
        <tbody>
          {[
            { title: t('here'), sheet: here },
            { title: t('region'), sheet: region },
          ].map(({ title, sheet }) => (
            <tr key={title}>
              <th scope="row">{title}</th>
              {COUNTS.map((count) => (
                <td key={count} className="jd-week-number">
                  <Num>{sheet.total[count]}</Num>
                </td>
              ))}
              <td className="jd-week-number">
                <Num>
                  {sheet.photos.received} / {sheet.photos.made}
                </Num>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {differences.length === 0 ? (
        <p className="jd-soft">{t('equalText')}</p>
      ) : (
        <ul className="jd-panel jd-week-differences">
          {differences.map((difference) => (
            <DifferenceRow key={keyOf(difference)} difference={difference} />
          ))}
        </ul>
      )}
    </section>
  );
}

function DifferenceRow({ difference }: { readonly difference: WeekDifference }): ReactNode {
  const { t } = useTranslation('week');
  const words = useActWords();
  return (
    <li className="jd-week-difference">
      <span>
        {'act' in difference ? (
          <>
            {words.title(difference.act.name)} <Num className="jd-code jd-soft">{difference.act.seq}</Num>
          </>
        ) : 'attachmentId' in difference ? (
          <>
            {t('photo')} <Num className="jd-code jd-soft">{difference.attachmentId.slice(-SHORT_ID)}</Num>
          </>
        ) : (
          <>
            {t('log')} <Num className="jd-code jd-soft">{difference.region.logId.slice(-SHORT_ID)}</Num>
          </>
        )}
      </span>
      {/* i18n-dynamic: week:difference.* */}
      <span>{t(`difference.${difference.kind}.what`)}</span>
      <span className="jd-soft">{t(`difference.${difference.kind}.next`)}</span>
    </li>
  );
}

function keyOf(difference: WeekDifference): string {
  if ('act' in difference) return `${difference.act.logId}:${difference.act.seq}`;
  return 'attachmentId' in difference ? difference.attachmentId : difference.region.logId;
}
