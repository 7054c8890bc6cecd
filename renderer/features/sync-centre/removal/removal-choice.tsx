import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../../data/desk-context.tsx';

/** A pull would take much away: a person says whether that is meant. The answer covers the number that was shown, no more. */
export function RemovalChoice({
  removed,
  isRefused,
}: {
  readonly removed: number;
  readonly isRefused: boolean;
}): ReactNode {
  const { t } = useTranslation('removal');
  const desk = useDesk();
  const answer = async (accepted: boolean): Promise<void> => {
    await desk.answerRemoval({ accepted, removed });
    await desk.sync.syncNow();
  };
  return (
    <div role="group" aria-label={t('label')} className="jd-removal">
      {isRefused ? null : <Button onClick={() => void answer(false)}>{t('refuse')}</Button>}
      <Button danger onClick={() => void answer(true)}>
        {t('accept')}
      </Button>
    </div>
  );
}
