import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { KnownOfficer } from '../../platform/facts.ts';
import { Iso } from '../../ui/iso.tsx';
import { useWords } from '../../ui/words.ts';

interface OfficerChoiceProps {
  readonly officers: readonly KnownOfficer[];
  readonly chosen: KnownOfficer | null;
  readonly onChoose: (officer: KnownOfficer) => void;
}

/** The officers of this computer, as radio buttons that look like a short list. */
export function OfficerChoice({ officers, chosen, onChoose }: OfficerChoiceProps): ReactNode {
  const { t } = useTranslation(['sign-in', 'org', 'app']);
  const words = useWords();
  return (
    <fieldset className="jd-officers">
      <legend className="jd-hidden">{t('who')}</legend>
      {officers.map((officer) => (
        <label key={officer.officerId} className="jd-officer">
          <input
            type="radio"
            name="officer"
            checked={officer.officerId === chosen?.officerId}
            onChange={() => onChoose(officer)}
          />
          <Iso className="jd-clip">{words(officer.name)}</Iso>
          <span className="jd-soft jd-small jd-clip">
            {/* i18n-dynamic: org:role.* */}
            {officer.roles.map((role) => t(`org:role.${role}`)).join(t('app:listComma'))}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
