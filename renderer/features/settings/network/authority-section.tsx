import { Button, Input } from 'antd';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useBureau } from '../../../platform/bureau-context.tsx';
import type { AuthorityEvent, AuthorityLook, BureauAuthority } from '../../../platform/facts.ts';
import { dateTimeText } from '../../../ui/format.ts';
import { Num } from '../../../ui/iso.tsx';
import { Tag } from '../../../ui/tag.tsx';
import { Row, Section } from '../section.tsx';
import { FileButton } from './file-button.tsx';

interface Known {
  readonly authority: BureauAuthority | null;
  readonly history: readonly AuthorityEvent[];
}

/** A bureau that opens encrypted traffic at its own gateway: its authority, confirmed by fingerprint, for one host. */
export function AuthoritySection({
  asksAddress = false,
}: {
  /** Before enrolment nobody knows the server yet. */
  readonly asksAddress?: boolean;
}): ReactNode {
  const { t } = useTranslation('link');
  const bureau = useBureau();
  const [known, setKnown] = useState<Known | null>(null);
  const [looked, setLooked] = useState<AuthorityLook | null>(null);
  const [address, setAddress] = useState('');
  const [failure, setFailure] = useState<string | null>(null);
  const refresh = (): void => void bureau.call('link/authority-read', null).then(setKnown);
  useEffect(refresh, [bureau]);
  if (known === null) return null;

  const look = async (bytes: Uint8Array<ArrayBuffer>): Promise<void> => {
    setFailure(null);
    setLooked(
      await bureau.call('link/authority-look', {
        bytes,
        address: asksAddress ? address : null,
      }),
    );
  };
  const settle = (outcome: { readonly kind: string }): void => {
    setFailure(outcome.kind === 'written' ? null : outcome.kind);
    setLooked(null);
    refresh();
  };
  const take = async (fingerprint: string): Promise<void> =>
    settle(await bureau.call('link/authority-take', { fingerprint }));
  const remove = async (): Promise<void> => settle(await bureau.call('link/authority-remove', null));
  const wrong = looked && looked.kind !== 'authority' ? looked : null;
  return (
    <Section title={t('authority.title')} note={t('authority.hint')}>
      {asksAddress ? (
        <Row label={t('authority.address')}>
          <Input
            dir="ltr"
            className="jd-network-wide"
            aria-label={t('authority.address')}
            value={address}
            onChange={(event) => setAddress(event.target.value)}
          />
        </Row>
      ) : null}
      {looked?.kind === 'authority' ? (
        <div className="jd-authority">
          <AuthorityFacts authority={looked.authority} />
          <p className="jd-problem jd-problem-soon">{t('authority.warning')}</p>
          <div className="jd-form-actions">
            <Button onClick={() => setLooked(null)}>{t('authority.cancel')}</Button>
            <Button type="primary" onClick={() => void take(looked.authority.fingerprint)}>
              {t('authority.confirm')}
            </Button>
          </div>
        </div>
      ) : (
        <>
          {known.authority ? (
            <div className="jd-authority">
              <AuthorityFacts authority={known.authority} />
            </div>
          ) : null}
          <div className="jd-settings-row">
            <div className={wrong || failure ? 'jd-field-problem' : 'jd-soft'} role="status">
              {/* i18n-dynamic: link:authority.problem.* */}
              {wrong
                ? t(`authority.problem.${wrong.kind}`, {
                    validTo: wrong.kind === 'authority-expired' ? dateTimeText(wrong.validTo) : '',
                  })
                : failure
                  ? t(`authority.problem.${failure}`)
                  : known.authority
                    ? null
                    : t('authority.none')}
            </div>
            <div className="jd-form-actions">
              {known.authority ? (
                <Button onClick={() => void remove()}>{t('authority.remove')}</Button>
              ) : null}
              <FileButton
                label={t('authority.add')}
                accept=".pem,.crt,.cer,.der"
                onFile={(bytes) => void look(bytes)}
              />
            </div>
          </div>
        </>
      )}
      <History events={known.history} />
    </Section>
  );
}

function AuthorityFacts({ authority }: { readonly authority: BureauAuthority }): ReactNode {
  const { t } = useTranslation('link');
  const lines: readonly (readonly [string, string])[] = [
    [t('authority.host'), authority.host],
    [t('authority.subject'), authority.subject],
    [t('authority.fingerprint'), authority.fingerprint],
    [t('authority.valid'), `${dateTimeText(authority.validFrom)} – ${dateTimeText(authority.validTo)}`],
  ];
  return (
    <dl className="jd-authority-facts">
      {lines.map(([name, value]) => (
        <div key={name}>
          <dt className="jd-soft">{name}</dt>
          <dd>
            <Num className="jd-code">{value}</Num>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function History({ events }: { readonly events: readonly AuthorityEvent[] }): ReactNode {
  const { t } = useTranslation('link');
  if (events.length === 0) return null;
  return (
    <details className="jd-authority">
      <summary className="jd-soft">{t('authority.history')}</summary>
      <ul>
        {events.toReversed().map((event) => (
          <li key={`${event.at} ${event.what}`}>
            {/* i18n-dynamic: link:authority.event.* */}
            <Tag>{t(`authority.event.${event.what}`)}</Tag> <Num>{dateTimeText(event.at)}</Num>{' '}
            <Num className="jd-code">{event.fingerprint.slice(0, 23)}…</Num> <Num>{event.host}</Num>
          </li>
        ))}
      </ul>
    </details>
  );
}
