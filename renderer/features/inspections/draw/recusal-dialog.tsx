import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Draw } from '../../../../shared/domain/draw/draw.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import type { ActOutcome } from '../../../data/desk.ts';
import { OutcomeNote } from '../../../ui/outcome-note.tsx';
import { recuse } from './draw-commands.ts';
import { Name } from './names.tsx';
import { ReasonDialog } from './reason-dialog.tsx';

/** The place of an inspector in the pair of an institution. */
export interface Seat {
  readonly institutionId: string;
  readonly inspectorId: string;
}

interface RecusalDialogProps {
  readonly draw: Draw;
  readonly seat: Seat;
  readonly onClose: () => void;
}

/** Asks for the reason. Who comes in is shown afterwards: nobody stands back or stays for the sake of who follows. */
export function RecusalDialog({ draw, seat, onClose }: RecusalDialogProps): ReactNode {
  const { t } = useTranslation('draw');
  const desk = useDesk();
  const [isBusy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<ActOutcome | 'nobody' | null>(null);
  const go = async (reason: string): Promise<void> => {
    setBusy(true);
    const done = await recuse(desk, draw, seat.institutionId, seat.inspectorId, reason);
    setBusy(false);
    if (done?.kind === 'saved') onClose();
    else setOutcome(done ?? 'nobody');
  };
  return (
    <ReasonDialog
      title={t('recuse.title')}
      text={
        <>
          <strong>
            <Name id={seat.inspectorId} />
          </strong>
          {' — '}
          <Name id={seat.institutionId} />
          <br />
          {t('recuse.text')}
        </>
      }
      confirm={t('recuse.confirm')}
      isBusy={isBusy}
      onCancel={onClose}
      onConfirm={(reason) => void go(reason)}
    >
      {outcome === 'nobody' ? (
        <p role="alert" className="jd-field-problem">
          {t('recuse.nobody')}
        </p>
      ) : (
        <OutcomeNote outcome={outcome} />
      )}
    </ReasonDialog>
  );
}
