import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Institution } from '../../../shared/domain/registry/institution.ts';
import { civilDateOf } from '../../../shared/lib/dates.ts';
import { useDesk } from '../../data/desk-context.tsx';
import { Num } from '../../ui/iso.tsx';
import { Tag } from '../../ui/tag.tsx';
import { expiryOf } from './expiry.ts';
import { isClosed } from './matching.ts';

/** The last day of a licence, with words where it is near or past. */
export function ExpiryNote({ institution }: { readonly institution: Institution }): ReactNode {
  const { t } = useTranslation('registry');
  const { clock } = useDesk();
  const expiry = expiryOf(institution.licenceValidTo, civilDateOf(clock.now()));
  const day = <Num>{institution.licenceValidTo}</Num>;
  if (isClosed(institution) || expiry.kind === 'in-force') return day;
  return (
    <span className="jd-expiry">
      {day}
      {expiry.kind === 'ended' ? (
        <Tag tone="late">{t('expiry.ended', { count: -expiry.daysLeft })}</Tag>
      ) : (
        <Tag tone="soon">
          {expiry.kind === 'today' ? t('expiry.today') : t('expiry.soon', { count: expiry.daysLeft })}
        </Tag>
      )}
    </span>
  );
}
