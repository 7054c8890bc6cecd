import { CloseOutlined, CopyOutlined, DownloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useDesk } from '../../data/desk-context.tsx';
import type { ActSummary } from '../../data/desk.ts';
import { useBureau } from '../../platform/bureau-context.tsx';
import { bytesText, dateTimeText } from '../../ui/format.ts';
import { Iso, Num } from '../../ui/iso.tsx';
import { ActStateTag } from './act-state-tag.tsx';
import { useActWords } from './act-words.ts';
import { useOfficerNames } from './queries.ts';
import { ActRemedies } from './remedies/act-remedies.tsx';

/** One act: who, when, what the region said, and what can be done about it. */
export function ActDetail({ act }: { readonly act: ActSummary }): ReactNode {
  const { t } = useTranslation('sync-centre');
  const desk = useDesk();
  const words = useActWords();
  const nameOf = useOfficerNames();
  const [, setParams] = useSearchParams();
  const outcome = words.outcome(act);
  const advice = words.advice(act);
  const close = (): void =>
    setParams(
      (params) => {
        params.delete('act');
        return params;
      },
      { replace: true },
    );
  return (
    <aside className="jd-panel jd-act-detail" aria-label={t('detail.label')}>
      <header>
        <h2 className="jd-subtitle">{words.title(act.name)}</h2>
        <Button type="text" icon={<CloseOutlined />} aria-label={t('detail.close')} onClick={close} />
      </header>
      <div>
        <ActStateTag act={act} />
      </div>
      {outcome ? <p>{outcome}</p> : <p className="jd-soft">{t('detail.noOutcome')}</p>}
      {advice ? (
        <>
          <ul>
            {advice.next.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ul>
          <p>
            <Num className="jd-code">{advice.code}</Num>
          </p>
        </>
      ) : null}
      <dl className="jd-act-facts">
        <dt>{t('detail.actor')}</dt>
        <dd>
          <Iso>{nameOf(act.actor)}</Iso>
        </dd>
        <dt>{t('detail.at')}</dt>
        <dd>
          <Num>{dateTimeText(act.claimedAt)}</Num>
        </dd>
        <dt>{t('detail.number')}</dt>
        <dd>
          <Num className="jd-code">{act.act.seq}</Num>
        </dd>
        <dt>{t('detail.name')}</dt>
        <dd>
          <Num className="jd-code">{act.name}</Num>
        </dd>
        <dt>{t('detail.size')}</dt>
        <dd>
          <Num>{bytesText(act.sizeBytes)}</Num>
        </dd>
      </dl>
      <TakeAlong act={act} />
      {act.state === 'quarantined' && act.actor === desk.officerId ? <ActRemedies act={act} /> : null}
      {act.state === 'quarantined' && act.actor !== desk.officerId ? (
        <p className="jd-soft">{t('withdraw.notYours')}</p>
      ) : null}
    </aside>
  );
}

/** The exact text of the act, for a colleague or the region to look at: copied, or as a file. */
function TakeAlong({ act }: { readonly act: ActSummary }): ReactNode {
  const { t } = useTranslation('sync-centre');
  const desk = useDesk();
  const bureau = useBureau();
  const [state, setState] = useState<'copied' | 'saved' | 'not-saved' | 'unreadable' | null>(null);
  const copy = async (): Promise<void> => {
    const text = await desk.actText(act.act);
    if (text !== null) await navigator.clipboard.writeText(text);
    setState(text === null ? 'unreadable' : 'copied');
  };
  const save = async (): Promise<void> => {
    const text = await desk.actText(act.act);
    if (text === null) return setState('unreadable');
    const suggestedName = `act-${act.act.logId}-${act.act.seq}.json`;
    const outcome = await bureau.call('export/save-text', { suggestedName, text });
    setState(outcome.kind === 'saved' ? 'saved' : outcome.kind === 'cancelled' ? null : 'not-saved');
  };
  return (
    <div className="jd-form-actions">
      <Button icon={<CopyOutlined />} onClick={() => void copy()}>
        {t('copy.ready')}
      </Button>
      <Button icon={<DownloadOutlined />} onClick={() => void save()}>
        {t('copy.file')}
      </Button>
      {/* i18n-dynamic: sync-centre:copy.* */}
      {state === null ? null : <span role="status">{t(`copy.${state}`)}</span>}
    </div>
  );
}
