import { App, Button, Input, Select } from 'antd';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useBureau } from '../../../platform/bureau-context.tsx';
import type { ProxySettings } from '../../../platform/facts.ts';
import { bytesText } from '../../../ui/format.ts';
import { Row, Section } from '../section.tsx';
import { FileButton } from './file-button.tsx';

const MODES: readonly ProxySettings['mode'][] = ['system', 'none', 'fixed', 'pac-url', 'pac-file'];

interface Typed {
  readonly proxy: ProxySettings;
  /** Whose password is kept; null: nobody's. */
  readonly keptUser: string | null;
  readonly user: string;
  readonly password: string;
}

/** How the server is reached: the system's proxy, none, a fixed one, or what a script says. */
export function ProxySection(): ReactNode {
  const { t } = useTranslation('link');
  const { message } = App.useApp();
  const bureau = useBureau();
  const [typed, setTyped] = useState<Typed | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    void bureau
      .call('link/proxy-read', null)
      .then(({ proxy, loginUser }) =>
        setTyped({ proxy, keptUser: loginUser, user: loginUser ?? '', password: '' }),
      );
  }, [bureau]);
  if (typed === null) return null;

  const change = (part: Partial<ProxySettings>): void =>
    setTyped({ ...typed, proxy: { ...typed.proxy, ...part } });
  const save = async (login: { user: string; password: string } | null | undefined): Promise<void> => {
    const outcome = await bureau.call('link/proxy-write', {
      proxy: typed.proxy,
      ...(login === undefined ? {} : { login }),
    });
    setProblem(outcome.kind === 'written' ? null : outcome.kind);
    if (outcome.kind !== 'written') return;
    const keptUser = login === undefined ? typed.keptUser : (login?.user ?? null);
    setTyped({ ...typed, keptUser, user: keptUser ?? '', password: '' });
    void message.success(t('network.saved'));
  };
  const given = typed.user !== '' && typed.password !== '';
  return (
    <Section title={t('network.title')} note={t('network.note')}>
      <Row label={t('network.proxy')} hint={t('network.proxyHint')}>
        <Select
          className="jd-network-mode"
          aria-label={t('network.proxy')}
          value={typed.proxy.mode}
          // i18n-dynamic: link:network.mode.*
          options={MODES.map((mode) => ({ value: mode, label: t(`network.mode.${mode}`) }))}
          onChange={(mode) => change({ mode })}
        />
      </Row>
      <WhereRow typed={typed} change={change} />
      {typed.proxy.mode === 'none' ? null : (
        <Row
          label={t('network.user')}
          hint={typed.keptUser ? t('network.loginKept', { user: typed.keptUser }) : t('network.loginHint')}
        >
          <span className="jd-network-fields">
            <Input
              dir="ltr"
              aria-label={t('network.user')}
              placeholder={t('network.user')}
              value={typed.user}
              autoComplete="off"
              maxLength={200}
              onChange={(event) => setTyped({ ...typed, user: event.target.value })}
            />
            <Input.Password
              dir="ltr"
              aria-label={t('network.password')}
              placeholder={t('network.password')}
              value={typed.password}
              autoComplete="off"
              maxLength={500}
              onChange={(event) => setTyped({ ...typed, password: event.target.value })}
            />
          </span>
        </Row>
      )}
      <div className="jd-settings-row">
        <div className="jd-field-problem" role="alert">
          {/* i18n-dynamic: link:network.problem.* */}
          {problem ? t(`network.problem.${problem}`) : null}
        </div>
        <div className="jd-form-actions">
          {typed.keptUser ? <Button onClick={() => void save(null)}>{t('network.forget')}</Button> : null}
          <Button
            type="primary"
            onClick={() => void save(given ? { user: typed.user, password: typed.password } : undefined)}
          >
            {t('network.save')}
          </Button>
        </div>
      </div>
    </Section>
  );
}

function WhereRow({
  typed: { proxy },
  change,
}: {
  readonly typed: Typed;
  readonly change: (part: Partial<ProxySettings>) => void;
}): ReactNode {
  const { t } = useTranslation('link');
  if (proxy.mode === 'fixed')
    return (
      <Row label={t('network.address')} hint={t('network.addressHint')}>
        <Input
          dir="ltr"
          className="jd-network-wide"
          aria-label={t('network.address')}
          value={proxy.address}
          onChange={(event) => change({ address: event.target.value })}
        />
      </Row>
    );
  if (proxy.mode === 'pac-url')
    return (
      <Row label={t('network.pacUrl')} hint={t('network.pacUrlHint')}>
        <Input
          dir="ltr"
          className="jd-network-wide"
          aria-label={t('network.pacUrl')}
          value={proxy.pacUrl}
          onChange={(event) => change({ pacUrl: event.target.value })}
        />
      </Row>
    );
  if (proxy.mode !== 'pac-file') return null;
  return (
    <Row
      label={t('network.mode.pac-file')}
      hint={
        proxy.pacText === ''
          ? t('network.pacNone')
          : t('network.pacChosen', { size: bytesText(proxy.pacText.length) })
      }
    >
      <FileButton
        label={t('network.pacFile')}
        accept=".pac,.dat,.js,.txt"
        onFile={(bytes) => change({ pacText: new TextDecoder().decode(bytes).slice(0, 200_000) })}
      />
    </Row>
  );
}
