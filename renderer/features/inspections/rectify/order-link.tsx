import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Finding } from '../../../../shared/domain/inspections/inspection.ts';
import { rectificationKind } from '../../../../shared/domain/rectification/rectification.ts';
import type { RecordId } from '../../../../shared/lib/ids.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import { useLive } from '../../../data/use-live.ts';

interface OrderLinkProps {
  readonly inspectionId: RecordId;
  readonly findings: readonly Pick<Finding, 'id'>[];
}

/** On a sealed visit: what follows from its findings. Nothing where nothing was found. */
export function OrderLink({ inspectionId, findings }: OrderLinkProps): ReactNode {
  const { t } = useTranslation('rectify');
  const navigate = useNavigate();
  const { records } = useDesk();
  const ids = findings.map((finding) => finding.id);
  const ordered = useLive(() => Promise.all(ids.map((id) => records.get(rectificationKind, id))), ids);
  if (ids.length === 0 || ordered.state === 'loading') return null;
  const left = ordered.value.filter((one) => one === null).length;
  return (
    <Button
      type={left > 0 ? 'primary' : 'default'}
      onClick={() => void navigate(`/inspections/rectify/order/${inspectionId}`)}
    >
      {left > 0 ? t('order.open', { count: left }) : t('order.see', { count: ids.length })}
    </Button>
  );
}
