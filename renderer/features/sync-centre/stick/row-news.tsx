import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CarryStep, ReadOutcome } from '../../../data/sticks.ts';
import type { CarryOutcome } from '../../../platform/stick-facts.ts';
import { FailureNote } from '../../../ui/failure-note.tsx';
import { bytesText } from '../../../ui/format.ts';
import { Num } from '../../../ui/iso.tsx';
import { Meter } from '../../../ui/meter.tsx';
import { StickProblem } from './stick-problem.tsx';
import type { RowNews } from './use-found.ts';

/** What happens, or happened, to one file. */
export function RowNewsLine({
  news,
  onAccept,
}: {
  readonly news: RowNews;
  /** The officer agrees to what a bundle takes away. */
  readonly onAccept: (removed: number) => void;
}): ReactNode {
  const { t } = useTranslation('sticks');
  switch (news.kind) {
    case 'reading':
      return <p role="status">{t('state.reading')}</p>;
    case 'carrying':
      return <Step step={news.step} />;
    case 'read':
      return <Taken outcome={news.outcome} onAccept={onAccept} />;
    case 'carried':
      return <Carried outcome={news.outcome} />;
  }
}

function Step({ step }: { readonly step: CarryStep }): ReactNode {
  const { t } = useTranslation('sticks');
  const { phase, doneBytes, totalBytes } = step;
  // i18n-dynamic: sticks:state.*
  const name = t(`state.${phase}`);
  return (
    <div className="jd-stick-line">
      <span role="status">{name}</span>
      <Meter done={doneBytes} total={totalBytes} label={name} className="jd-stick-meter" />
      <Num className="jd-soft">{`${bytesText(doneBytes)} / ${bytesText(totalBytes)}`}</Num>
    </div>
  );
}

function Taken({
  outcome,
  onAccept,
}: {
  readonly outcome: ReadOutcome;
  readonly onAccept: (removed: number) => void;
}): ReactNode {
  const { t } = useTranslation(['sticks', 'removal']);
  if (outcome.kind === 'removal-question' || outcome.kind === 'removal-refused') {
    const { kind, removed, of } = outcome;
    const accept = (
      <Button danger size="small" onClick={() => onAccept(removed)}>
        {t('removal:accept')}
      </Button>
    );
    return <FailureNote section="sync" kind={kind} details={{ removed, of }} actions={accept} />;
  }
  if (outcome.kind === 'cancelled') return <p role="status">{t('taken.cancelled')}</p>;
  if (outcome.kind !== 'taken') return <StickProblem failure={outcome} />;
  const tone = outcome.pages === 'needs-snapshot' ? 'jd-stick-soon' : undefined;
  return (
    <p role="status" className="jd-stick-line">
      {outcome.receipts > 0 ? <span>{t('taken.receipts', { count: outcome.receipts })}</span> : null}
      {outcome.photos > 0 ? <span>{t('taken.photos', { count: outcome.photos })}</span> : null}
      {/* i18n-dynamic: sticks:taken.* */}
      <span className={tone}>{t(`taken.${outcome.pages}`)}</span>
    </p>
  );
}

function Carried({ outcome }: { readonly outcome: CarryOutcome }): ReactNode {
  const { t } = useTranslation('sticks');
  if (outcome.kind === 'carry-cancelled') return <p role="status">{t('carried.cancelled')}</p>;
  if (outcome.kind !== 'carried') return <StickProblem failure={outcome} />;
  return (
    <p role="status" className="jd-stick-line">
      <span>{t('carried.acts', { count: outcome.acts })}</span>
      {outcome.files > 0 ? <span>{t('carried.files', { count: outcome.files })}</span> : null}
      {outcome.isKnown ? <span className="jd-soft">{t('carried.known')}</span> : null}
      <span>
        {t('carried.return')} <Num>{outcome.returnName}</Num>
      </span>
    </p>
  );
}
