import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../../data/desk-context.tsx';
import type { FoundBundle } from '../../../platform/stick-facts.ts';
import { EmptyNote } from '../../../ui/empty-note.tsx';
import { bytesText, dateTimeText } from '../../../ui/format.ts';
import { Num } from '../../../ui/iso.tsx';
import { Tag } from '../../../ui/tag.tsx';
import { RowNewsLine } from './row-news.tsx';
import { StickProblem } from './stick-problem.tsx';
import { isForThisComputer, type FoundState } from './use-found.ts';

/** Every bundle on the stick: what it is, for whom, and what happened to it. */
export function FoundList({ found }: { readonly found: FoundState }): ReactNode {
  const { t } = useTranslation('sticks');
  return (
    <section className="jd-stick-section" aria-label={t('found.title')}>
      <h2 className="jd-subtitle">{t('found.title')}</h2>
      <div className="jd-panel">
        {found.bundles.length === 0 ? (
          <EmptyNote title={t('found.empty.title')} text={t('found.empty.text')} />
        ) : (
          <ul className="jd-stick-rows">
            {found.bundles.map((bundle) => (
              <FoundRow key={bundle.handle} bundle={bundle} found={found} />
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}

function FoundRow({
  bundle,
  found,
}: {
  readonly bundle: FoundBundle;
  readonly found: FoundState;
}): ReactNode {
  const { t } = useTranslation('sticks');
  const { state, handle } = bundle;
  const news = found.news.get(handle);
  return (
    <li className="jd-stick-row">
      <div className="jd-stick-row-line">
        {/* i18n-dynamic: sticks:kind.* */}
        <Tag tone={isForThisComputer(bundle) ? 'accent' : 'plain'}>
          {t(`kind.${state.kind === 'bundle' ? state.bundleKind : 'none'}`)}
        </Tag>
        <Num className="jd-code jd-clip">{bundle.name}</Num>
        <span className="jd-soft">
          {state.kind === 'bundle' ? (
            <>
              {t(state.own ? 'found.own' : 'found.other')} <Num>{state.deviceId.slice(-6)}</Num>
            </>
          ) : null}
        </span>
        <Num className="jd-soft">{state.kind === 'bundle' ? dateTimeText(state.createdAt) : ''}</Num>
        <Num className="jd-soft">{bytesText(bundle.sizeBytes)}</Num>
        <span className="jd-stick-action">
          <RowAction bundle={bundle} found={found} />
        </span>
      </div>
      {state.kind === 'bundle' ? null : <StickProblem failure={state} />}
      {news ? (
        <RowNewsLine news={news} onAccept={(removed) => void found.acceptRemoval(bundle, removed)} />
      ) : null}
    </li>
  );
}

function RowAction({
  bundle,
  found,
}: {
  readonly bundle: FoundBundle;
  readonly found: FoundState;
}): ReactNode {
  const { t } = useTranslation('sticks');
  const { sticks } = useDesk();
  const { state, handle } = bundle;
  const news = found.news.get(handle);
  if (state.kind !== 'bundle') return null;
  if (news?.kind === 'carrying')
    return (
      <Button size="small" onClick={() => sticks.cancelCarrying(handle)}>
        {t('found.cancel')}
      </Button>
    );
  if (isForThisComputer(bundle))
    return (
      <Button size="small" disabled={found.isBusy} onClick={() => void found.read([bundle])}>
        {t('found.read')}
      </Button>
    );
  if (state.bundleKind !== 'outward') return <span className="jd-soft">{t('found.bringBack')}</span>;
  if (state.own) return <span className="jd-soft">{t('found.takeAlong')}</span>;
  return (
    <Button size="small" disabled={found.isBusy} onClick={() => void found.carry(bundle)}>
      {t('found.carry')}
    </Button>
  );
}
