import { Button, Input, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { lastDrawEvent } from '../../../../shared/domain/draw/draw.ts';
import { holdsRight } from '../../../../shared/domain/org/authority.ts';
import type { OfficerId } from '../../../../shared/lib/ids.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import { useBureau } from '../../../platform/bureau-context.tsx';
import { Field } from '../../../ui/field.tsx';
import { OutcomeNote } from '../../../ui/outcome-note.tsx';
import { SigningProblemText } from '../sign/signing-problem.tsx';
import { voidAs, type VoidOutcome } from './draw-commands.ts';
import type { DrawFacts } from './draw-query.ts';
import { useNameOf } from './names.tsx';
import { ReasonDialog } from './reason-dialog.tsx';

/** Voids a mistaken draw: a head other than the one who drew approves, signed in or with their password here. */
export function VoidAction({ facts }: { readonly facts: DrawFacts }): ReactNode {
  const { t } = useTranslation('draw');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button className="jd-draw-end" danger onClick={() => setOpen(true)}>
        {t('void.open')}
      </Button>
      {isOpen ? <VoidDialog facts={facts} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function VoidDialog({
  facts: { draw, officers },
  onClose,
}: {
  readonly facts: DrawFacts;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTranslation('draw');
  const desk = useDesk();
  const bureau = useBureau();
  const nameOf = useNameOf();
  const drewId = lastDrawEvent(draw, 'drawn')?.by;
  const heads = officers
    .filter((one) => one.active && holdsRight(one.roles, 'approve-inspections'))
    .map((one) => one.id as string as OfficerId)
    .filter((id) => id !== drewId);
  const [head, setHead] = useState<OfficerId | null>(
    heads.find((id) => id === desk.officerId) ?? heads[0] ?? null,
  );
  const [password, setPassword] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [done, setDone] = useState<VoidOutcome | null>(null);
  const isMe = head === desk.officerId;
  const lacks =
    head === null ? t('void.lacksHead') : !isMe && password === '' ? t('void.lacksPassword') : null;
  const go = async (reason: string): Promise<void> => {
    if (head === null) return;
    setBusy(true);
    setDone(await voidAs({ desk, bureau }, draw, reason, { officerId: head, password }));
    setPassword('');
    setBusy(false);
  };
  return (
    <ReasonDialog
      title={t('void.title')}
      text={t('void.text')}
      confirm={t('void.confirm')}
      isBusy={isBusy}
      isDangerous
      lacks={lacks}
      onCancel={onClose}
      onConfirm={(reason) => void go(reason)}
    >
      <Field label={t('void.head')} hint={t('void.headHint')}>
        {({ id }) => (
          <Select
            id={id}
            aria-label={t('void.head')}
            value={head}
            onChange={setHead}
            options={heads.map((one) => ({ value: one, label: nameOf(one) }))}
          />
        )}
      </Field>
      {head === null || isMe ? null : (
        <Field label={t('void.password', { name: nameOf(head) })}>
          {(ids) => (
            <Input.Password
              {...ids}
              autoComplete="off"
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Field>
      )}
      {done?.kind === 'key' ? (
        <SigningProblemText problem={done} name={nameOf(head ?? '')} />
      ) : (
        <OutcomeNote outcome={done?.outcome ?? null} />
      )}
    </ReasonDialog>
  );
}
