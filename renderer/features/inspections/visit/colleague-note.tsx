import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Officer } from '../../../../shared/domain/org/officer.ts';
import type { OfficerId } from '../../../../shared/lib/ids.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import { useSyncStatus } from '../../../data/use-sync-status.ts';
import { momentText } from '../../../ui/format.ts';
import { Iso, Num } from '../../../ui/iso.tsx';
import { useWords } from '../../../ui/words.ts';
import type { ColleagueWork } from './colleague.ts';
import { goTo, useVisitUiStore } from './visit-ui.ts';

interface ColleagueProps {
  readonly work: ColleagueWork;
  readonly officers: ReadonlyMap<OfficerId, Officer>;
}

/** What the other officer answered, as of the last exchange with the region; a touch goes to the item. */
export function Colleague({ work, officers }: ColleagueProps): ReactNode {
  const { t } = useTranslation('visit');
  const words = useWords();
  const desk = useDesk();
  const ui = useVisitUiStore();
  const { lastContactAt } = useSyncStatus();
  const [isOpen, setOpen] = useState(false);
  const name = officers.get(work.officerId)?.name;
  const now = desk.clock.now();
  return (
    <div className="jd-colleague" data-open={isOpen}>
      <button
        type="button"
        className="jd-bare jd-rail-missing-head"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <span className="jd-clip">
          <Iso>{name ? words(name) : work.officerId}</Iso>{' '}
          {t('colleague.answered', { count: work.items.length })}
        </span>
        <span className="jd-chevron" aria-hidden="true" />
      </button>
      {isOpen ? (
        <>
          <p className="jd-soft jd-small">
            {lastContactAt ? (
              <>
                {t('colleague.asOf')} <Num>{momentText(lastContactAt, now)}</Num>
              </>
            ) : (
              t('colleague.never')
            )}
          </p>
          <ul className="jd-rail-missing-list">
            {work.items.map(({ itemId, at }) => (
              <li key={itemId}>
                <button type="button" className="jd-bare" onClick={() => goTo(ui, itemId)}>
                  <Num>{itemId.slice(itemId.indexOf('-') + 1)}</Num> <Num>{momentText(at, now)}</Num>
                </button>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </div>
  );
}
