import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReviewFinding } from '../../../../shared/domain/quality/review.ts';
import { orderRectification } from '../../../../shared/domain/rectification/order-mutation.ts';
import { rectificationKind } from '../../../../shared/domain/rectification/rectification.ts';
import { civilDateOf } from '../../../../shared/lib/dates.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import { useLive } from '../../../data/use-live.ts';
import { OutcomeNote } from '../../../ui/outcome-note.tsx';
import { useAct } from '../use-act.ts';
import type { ReviewFacts } from './quality-query.ts';

/** A finding that comes back within this time is a repeated one (inspections.md section 5). */
const REPEATED_MONTHS = 24;

/** Orders what the decision found to be put right: each finding once, under its own id. */
export function OrderFindings({ facts }: { readonly facts: ReviewFacts }): ReactNode {
  const { t } = useTranslation('quality');
  const desk = useDesk();
  const { outcome, isBusy, run } = useAct();
  const { review } = facts;
  const ordered = useLive(async () => {
    const all = await desk.records.list(rectificationKind, 'institutionId', review.institutionId);
    return all.map((one) => one.id);
  }, [review.institutionId]);
  if (ordered.state === 'loading' || review.findings.length === 0) return null;
  const open = review.findings.filter((finding) => !ordered.value.includes(finding.id));
  if (open.length === 0) return <p role="status">{t('findings.ordered')}</p>;
  const order = async (): Promise<void> => {
    for (const finding of open) if (!(await run(orderRectification, argsOf(finding)))) return;
  };
  const argsOf = (finding: ReviewFinding): Parameters<(typeof orderRectification)['lane']>[0] => ({
    rectificationId: finding.id,
    from: {
      source: 'quality-review',
      sourceId: review.id,
      institutionId: review.institutionId,
      itemId: finding.itemId,
      severity: finding.severity,
      text: finding.text,
      basis: finding.basis,
    },
    on: civilDateOf(desk.clock.now()),
    dueOn: finding.dueOn,
    owner: '',
    stopsAtOnce: finding.severity === 'critical',
    document: '',
    repeatedWithinMonths: REPEATED_MONTHS,
  });
  return (
    <>
      <OutcomeNote outcome={outcome} />
      <div className="jd-form-actions">
        <Button loading={isBusy} onClick={() => void order()}>
          {t('findings.order', { count: open.length })}
        </Button>
      </div>
    </>
  );
}
