import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Officer } from '../../../../shared/domain/org/officer.ts';
import type { OfficerId } from '../../../../shared/lib/ids.ts';
import { useWords } from '../../../ui/words.ts';
import { MissingFacts } from '../parties/institution-card.tsx';
import type { Waiting } from './waiting.ts';

interface WaitingNoteProps {
  readonly waiting: Waiting;
  readonly officers: ReadonlyMap<OfficerId, Officer>;
  readonly me: OfficerId;
  /** Officers with a key on this computer. */
  readonly known: ReadonlySet<string>;
}

/** Says plainly what the seal waits for, and where each signature can be given. */
export function WaitingNote({ waiting, officers, me, known }: WaitingNoteProps): ReactNode {
  const { t } = useTranslation('visit');
  const words = useWords();
  if (waiting.isReady) return null;
  return (
    <div className="jd-waiting" role="status">
      <strong>{t('waiting.title')}</strong>
      <ul>
        {waiting.facts.length > 0 ? (
          <li>
            {t('waiting.facts')} <MissingFacts missing={waiting.facts} />
          </li>
        ) : waiting.institution ? (
          <li>{t('waiting.institution')}</li>
        ) : null}
        {waiting.officers.map((officerId) => {
          const officer = officers.get(officerId);
          const name = officer ? words(officer.name) : officerId;
          const where = officerId === me ? 'you' : known.has(officerId) ? 'here' : 'elsewhere';
          // i18n-dynamic: visit:waiting.*
          return <li key={officerId}>{t(`waiting.${where}`, { name })}</li>;
        })}
      </ul>
    </div>
  );
}
