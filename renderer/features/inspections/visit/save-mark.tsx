import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { exactTimeText } from '../../../ui/format.ts';
import { Num } from '../../../ui/iso.tsx';
import type { SaveFailure } from './save-failure.ts';
import type { Mark } from './visit-ui.ts';

/** The small proof at the end of a row: "saved 14:32:07" only after the disk has it, else the reason. */
export function SaveMark({ mark }: { readonly mark: Mark | undefined }): ReactNode {
  const { t } = useTranslation('inspections');
  if (!mark) return null;
  if (mark.kind === 'failed') {
    return (
      <span className="jd-visit-failed" role="alert">
        <FailureText failure={mark.failure} />
        {mark.again ? (
          <button type="button" className="jd-bare jd-visit-link" onClick={mark.again}>
            {t('visit.saveAgain')}
          </button>
        ) : null}
      </span>
    );
  }
  return (
    <span className="jd-visit-saved" data-mark={mark.kind}>
      {mark.kind === 'saved' ? (
        <>
          {t('visit.saved')} <Num>{exactTimeText(mark.at)}</Num>
        </>
      ) : (
        t('visit.saving')
      )}
    </span>
  );
}

/** Why it is not saved, in words; what was typed stays on screen. */
export function FailureText({ failure }: { readonly failure: SaveFailure }): ReactNode {
  const { t } = useTranslation(['inspections', 'errors']);
  switch (failure.kind) {
    case 'refused':
      // i18n-dynamic: errors:refusal.*
      return t(`errors:refusal.${failure.refusal.kind}`, { ...failure.refusal });
    case 'not-saved':
      // i18n-dynamic: errors:not-saved.*
      return t(`errors:not-saved.${failure.reason}`);
    case 'photo':
      // i18n-dynamic: errors:photo.*
      return t(`errors:photo.${failure.reason}`, { maxMegabytes: failure.maxMegabytes });
  }
}
