import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  certificateState,
  type Certificate,
  type CertificateState,
} from '../../../shared/domain/registry/certificate.ts';
import type { Institution } from '../../../shared/domain/registry/institution.ts';
import { lastUsefulDayOf, warnFrom } from '../../../shared/domain/registry/lead-day.ts';
import type { LeadTimes } from '../../../shared/domain/registry/lead-times.ts';
import { civilDateOf } from '../../../shared/lib/dates.ts';
import { useDesk } from '../../data/desk-context.tsx';
import { Iso, Num } from '../../ui/iso.tsx';
import { Tag, type Tone } from '../../ui/tag.tsx';
import { CertificateForm } from './certificate-form.tsx';
import { useScopeName } from './field-value.tsx';
import { StandingForm } from './standing-form.tsx';

const TONES: Readonly<Record<CertificateState, Tone>> = {
  valid: 'plain',
  'in-renewal': 'accent',
  expiring: 'soon',
  expired: 'late',
  suspended: 'late',
  withdrawn: 'plain',
};

interface CertificatesPanelProps {
  readonly institution: Institution;
  readonly certificates: readonly Certificate[];
  readonly times: LeadTimes;
  readonly mayKeep: boolean;
}

/** The accreditations of an institution, how each stands today, and what was decided about it. */
export function CertificatesPanel({
  institution,
  certificates,
  times,
  mayKeep,
}: CertificatesPanelProps): ReactNode {
  const { t } = useTranslation(['registers', 'registry']);
  const [isAdding, setAdding] = useState(false);
  return (
    <section className="jd-stack" aria-label={t('registers:certificates.title')}>
      <div>
        <Button
          disabled={!mayKeep || isAdding}
          title={mayKeep ? undefined : t('registry:amend.noRight')}
          onClick={() => setAdding(true)}
        >
          {t('registers:certificates.add')}
        </Button>
      </div>
      {isAdding ? (
        <div className="jd-panel jd-amend-panel">
          <CertificateForm institution={institution} certificate={null} onDone={() => setAdding(false)} />
        </div>
      ) : null}
      {certificates.length === 0 && !isAdding ? (
        <p className="jd-panel jd-entry-none">{t('registers:certificates.none')}</p>
      ) : null}
      {certificates.map((certificate) => (
        <CertificateCard
          key={certificate.id}
          institution={institution}
          certificate={certificate}
          times={times}
          mayKeep={mayKeep}
        />
      ))}
    </section>
  );
}

interface CertificateCardProps extends Omit<CertificatesPanelProps, 'certificates'> {
  readonly certificate: Certificate;
}

function CertificateCard({ institution, certificate, times, mayKeep }: CertificateCardProps): ReactNode {
  const { t } = useTranslation(['registers', 'registry']);
  const scopeName = useScopeName();
  const { clock } = useDesk();
  const [open, setOpen] = useState<'amend' | 'standing' | null>(null);
  const lead = certificate.kind === 'CMA' ? times.cma : times.cnas;
  const today = civilDateOf(clock.now());
  const state = certificateState(certificate, today, warnFrom(certificate.validTo, lead));
  const lastDay = lastUsefulDayOf(certificate.validTo, lead);
  const isClosed = certificate.standing === 'withdrawn';
  // i18n-dynamic: registers:certificateKind.*, registers:certificateState.*, registers:standing.*
  return (
    <article className="jd-panel jd-certificate">
      <header>
        <h3 className="jd-subtitle">
          {t(`registers:certificateKind.${certificate.kind}`)} <Num>{certificate.certNo}</Num>
        </h3>
        <Tag tone={TONES[state]}>{t(`registers:certificateState.${state}`)}</Tag>
        <span className="jd-soft">
          <Num>{certificate.issuedOn}</Num> – <Num>{certificate.validTo}</Num>
        </span>
        {lastDay && !isClosed ? (
          <span className={today > lastDay ? 'jd-field-problem' : 'jd-soft'}>
            {t('registers:certificates.lastDay')} <Num>{lastDay}</Num>
          </span>
        ) : null}
        <span className="jd-certificate-actions">
          <Button
            size="small"
            disabled={!mayKeep || isClosed}
            title={isClosed ? t('registers:certificates.closed') : undefined}
            onClick={() => setOpen('amend')}
          >
            {t('registry:amend.open')}
          </Button>
          <Button
            size="small"
            disabled={!mayKeep || isClosed}
            title={isClosed ? t('registers:certificates.closed') : undefined}
            onClick={() => setOpen('standing')}
          >
            {t('registers:certificates.standing')}
          </Button>
        </span>
      </header>
      {certificate.issuer === '' ? null : (
        <p>
          <Iso>{certificate.issuer}</Iso>
        </p>
      )}
      {certificate.scopeText === '' ? null : (
        <p className="jd-soft">
          <Iso>{certificate.scopeText}</Iso>
        </p>
      )}
      {certificate.items.length > 0 ? (
        <p>{certificate.items.map(scopeName).join(t('registry:listSeparator'))}</p>
      ) : null}
      {certificate.events.length > 0 ? (
        <ul className="jd-soft jd-small">
          {certificate.events.map((event) => (
            <li key={event.at}>
              <Num>{event.on}</Num> {t(`registers:standing.${event.kind}`)} <Iso>{event.document}</Iso>
            </li>
          ))}
        </ul>
      ) : null}
      {open === 'amend' ? (
        <CertificateForm institution={institution} certificate={certificate} onDone={() => setOpen(null)} />
      ) : null}
      {open === 'standing' ? <StandingForm certificate={certificate} onDone={() => setOpen(null)} /> : null}
    </article>
  );
}
