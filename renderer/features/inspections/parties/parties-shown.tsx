import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { VisitParties } from '../../../../shared/domain/inspections/visit-parties.ts';
import { Iso, Num } from '../../../ui/iso.tsx';
import type { VisitContentView } from '../visit/visit-query.ts';
import { AttestationShown } from './institution-card.tsx';
import { timeShown } from './time-text.ts';
import './parties.css';

interface PartiesShownProps {
  readonly content: VisitContentView;
  readonly parties: VisitParties;
}

/** The institution's side of a sealed visit. */
export function PartiesShown({ content, parties }: PartiesShownProps): ReactNode {
  const { t } = useTranslation('visit');
  const said = (value: boolean | null): string => t(value ? 'facts.yes' : 'facts.no');
  return (
    <section className="jd-parties-shown" aria-label={t('facts.title')}>
      <h2>{t('facts.title')}</h2>
      <dl className="jd-extract">
        <div>
          <dt>{t('facts.times')}</dt>
          <dd>
            <Num>
              {timeShown(parties.arrivedAt)} – {timeShown(parties.leftAt)}
            </Num>
          </dd>
        </div>
        <div>
          <dt>{t('facts.certificates')}</dt>
          <dd>{said(parties.certificatesShown)}</dd>
        </div>
        <div>
          <dt>{t('facts.rights')}</dt>
          <dd>{said(parties.rightsTold)}</dd>
        </div>
        {parties.statement ? (
          <div>
            <dt>{t('facts.statement')}</dt>
            <dd>
              <Iso>{parties.statement}</Iso>
            </dd>
          </div>
        ) : null}
      </dl>
      {content.attestation ? (
        <AttestationShown
          parties={parties}
          attestation={content.attestation}
          attachments={content.attachments}
        />
      ) : null}
    </section>
  );
}
