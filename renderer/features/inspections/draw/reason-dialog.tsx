import { Input, Modal } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { cleanText } from '../../../../shared/lib/text.ts';
import { Field } from '../../../ui/field.tsx';

interface ReasonDialogProps {
  readonly title: string;
  readonly text: ReactNode;
  readonly confirm: string;
  readonly isBusy: boolean;
  /** What else is missing, in words; null when only the reason counts. */
  readonly lacks?: string | null;
  readonly isDangerous?: boolean;
  readonly onCancel: () => void;
  readonly onConfirm: (reason: string) => void;
  /** Further fields, and what went wrong. */
  readonly children?: ReactNode;
}

/** Asks for a reason that stays on record. */
export function ReasonDialog(props: ReasonDialogProps): ReactNode {
  const { t } = useTranslation('draw');
  const [typed, setTyped] = useState('');
  const reason = cleanText(typed);
  const lacks = reason === '' ? t('reasonField.lacks') : (props.lacks ?? null);
  return (
    <Modal
      open
      centered
      title={props.title}
      okText={props.confirm}
      cancelText={t('reasonField.cancel')}
      okButtonProps={{ disabled: lacks !== null, loading: props.isBusy, danger: props.isDangerous ?? false }}
      onCancel={props.onCancel}
      onOk={() => props.onConfirm(reason)}
    >
      <div className="jd-draw-dialog">
        <p>{props.text}</p>
        <Field label={t('reasonField.label')} hint={lacks ?? t('reasonField.hint')}>
          {(ids) => (
            <Input.TextArea
              {...ids}
              autoFocus
              rows={3}
              maxLength={400}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </Field>
        {props.children}
      </div>
    </Modal>
  );
}
