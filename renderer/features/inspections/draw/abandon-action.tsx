import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Draw } from '../../../../shared/domain/draw/draw.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import type { ActOutcome } from '../../../data/desk.ts';
import { useBureau } from '../../../platform/bureau-context.tsx';
import { OutcomeNote } from '../../../ui/outcome-note.tsx';
import { abandon } from './draw-commands.ts';
import { ReasonDialog } from './reason-dialog.tsx';

/** Gives up a commitment that will have no result; it stays listed with the reason. */
export function AbandonAction({ draw }: { readonly draw: Draw }): ReactNode {
  const { t } = useTranslation('draw');
  const desk = useDesk();
  const bureau = useBureau();
  const [isOpen, setOpen] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<ActOutcome | null>(null);
  const go = async (reason: string): Promise<void> => {
    setBusy(true);
    setOutcome(await abandon({ desk, bureau }, draw, reason));
    setBusy(false);
  };
  return (
    <>
      <Button className="jd-draw-end" onClick={() => setOpen(true)}>
        {t('abandon.open')}
      </Button>
      {isOpen ? (
        <ReasonDialog
          title={t('abandon.title')}
          text={t('abandon.text')}
          confirm={t('abandon.confirm')}
          isBusy={isBusy}
          onCancel={() => setOpen(false)}
          onConfirm={(reason) => void go(reason)}
        >
          <OutcomeNote outcome={outcome} />
        </ReasonDialog>
      ) : null}
    </>
  );
}
