import { Button, Checkbox, DatePicker, Input, Skeleton } from 'antd';
import dayjs from 'dayjs';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import type { Finding } from '../../../../shared/domain/inspections/inspection.ts';
import { orderRectification } from '../../../../shared/domain/rectification/order-mutation.ts';
import { proposedDueOn } from '../../../../shared/domain/rectification/rules.ts';
import type { CivilDate } from '../../../../shared/lib/dates.ts';
import type { RecordId } from '../../../../shared/lib/ids.ts';
import { cleanText } from '../../../../shared/lib/text.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import type { ActOutcome } from '../../../data/desk.ts';
import { useLive } from '../../../data/use-live.ts';
import { useToday } from '../../../data/use-today.ts';
import { EmptyNote } from '../../../ui/empty-note.tsx';
import { Field } from '../../../ui/field.tsx';
import { Iso, Num } from '../../../ui/iso.tsx';
import { OutcomeNote } from '../../../ui/outcome-note.tsx';
import { useWords } from '../../../ui/words.ts';
import { InspectionsPage } from '../inspections-page.tsx';
import { loadOrderable, type Orderable } from './rectify-query.ts';
import { SeverityTag } from './state-words.tsx';
import { useRules } from './use-rules.ts';
import './rectify.css';

/** After the seal: every finding is ordered to be put right, in one step. */
export function OrderPage(): ReactNode {
  const { t } = useTranslation('rectify');
  const desk = useDesk();
  const id = (useParams()['inspectionId'] ?? '') as RecordId;
  const visit = useLive(() => loadOrderable(desk, id), [id]);
  if (visit.state === 'loading') return <Skeleton className="jd-page-body" active />;
  if (!visit.value || visit.value.inspection.state !== 'sealed')
    return (
      <InspectionsPage title={t('order.title')}>
        <div className="jd-panel">
          <EmptyNote
            title={t('order.notSealed')}
            text={t('order.notSealedText')}
            action={
              <Link to={`/inspections/${id}`}>
                <Button>{t('order.toVisit')}</Button>
              </Link>
            }
          />
        </div>
      </InspectionsPage>
    );
  return <OrderForm key={id} visit={visit.value} />;
}

function OrderForm({ visit }: { readonly visit: Orderable }): ReactNode {
  const { t } = useTranslation('rectify');
  const words = useWords();
  const navigate = useNavigate();
  const desk = useDesk();
  const today = useToday();
  const rules = useRules();
  const { inspection, institution, open, ordered } = visit;
  const [owner, setOwner] = useState(t('order.ownerUsual'));
  const [document, setDocument] = useState('');
  const [leftOut, setLeftOut] = useState<ReadonlySet<RecordId>>(new Set());
  const [dates, setDates] = useState<ReadonlyMap<RecordId, CivilDate>>(new Map());
  const [outcome, setOutcome] = useState<ActOutcome | null>(null);
  const [isBusy, setBusy] = useState(false);
  const chosen = open.filter((finding) => !leftOut.has(finding.id));
  const dueOf = (finding: Finding): CivilDate => {
    // The officers agreed on a day at the visit; where it has passed since, the rules propose a new one.
    const usual = finding.dueOn >= today ? finding.dueOn : proposedDueOn(finding.severity, today, rules);
    return dates.get(finding.id) ?? usual;
  };
  const order = async (): Promise<void> => {
    setBusy(true);
    for (const finding of chosen) {
      const ended = await desk.act(orderRectification, {
        rectificationId: finding.id,
        from: { source: 'visit' },
        on: today,
        dueOn: dueOf(finding),
        owner: cleanText(owner),
        stopsAtOnce: rules.stopAtOnce.includes(finding.severity),
        document: cleanText(document),
        repeatedWithinMonths: rules.repeatedWithinMonths,
      });
      setOutcome(ended);
      if (ended.kind !== 'saved') return setBusy(false);
    }
    void navigate('/inspections/rectify');
  };
  const missing = chosen.length === 0 ? 'none' : cleanText(owner) === '' ? 'owner' : null;
  // i18n-dynamic: rectify:order.missing.*
  const lacks = missing ? t(`order.missing.${missing}`) : null;
  return (
    <InspectionsPage
      title={t('order.title')}
      note={
        <>
          <Iso>{institution ? words(institution.name) : inspection.institutionId}</Iso> ·{' '}
          <Num>{inspection.startedOn}</Num>
        </>
      }
      actions={
        <>
          <Link to={`/inspections/${inspection.id}`}>
            <Button>{t('order.toVisit')}</Button>
          </Link>
          <Button
            type="primary"
            loading={isBusy}
            disabled={missing !== null}
            title={lacks ?? undefined}
            onClick={() => void order()}
          >
            {t('order.button', { count: chosen.length })}
          </Button>
        </>
      }
    >
      <OutcomeNote outcome={outcome} />
      {open.length === 0 ? (
        <div className="jd-panel">
          <EmptyNote
            title={ordered.length > 0 ? t('order.allOrdered') : t('order.nothing')}
            text={
              ordered.length > 0
                ? t('order.allOrderedText', { count: ordered.length })
                : t('order.nothingText')
            }
            action={
              <Link to="/inspections/rectify">
                <Button>{t('order.toList')}</Button>
              </Link>
            }
          />
        </div>
      ) : (
        <div className="jd-form jd-rectify-order">
          <div className="jd-rectify-pair">
            <Field label={t('order.owner')} hint={t('order.ownerHint')}>
              {(ids) => (
                <Input {...ids} value={owner} maxLength={120} onChange={(e) => setOwner(e.target.value)} />
              )}
            </Field>
            <Field label={t('order.document')} hint={t('order.documentHint')}>
              {(ids) => (
                <Input
                  {...ids}
                  value={document}
                  maxLength={120}
                  onChange={(e) => setDocument(e.target.value)}
                />
              )}
            </Field>
          </div>
          {lacks ? <p className="jd-field-problem">{lacks}</p> : null}
          <ul className="jd-panel jd-rectify-orders">
            {open.map((finding) => (
              <li key={finding.id} data-finding={finding.id}>
                <Checkbox
                  checked={!leftOut.has(finding.id)}
                  aria-label={t('order.include', { item: finding.itemId ?? '' })}
                  onChange={(event) => {
                    const next = new Set(leftOut);
                    if (event.target.checked) next.delete(finding.id);
                    else next.add(finding.id);
                    setLeftOut(next);
                  }}
                />
                <Num className="jd-soft">{finding.itemId ?? ''}</Num>
                <span>
                  <SeverityTag severity={finding.severity} />{' '}
                  {rules.stopAtOnce.includes(finding.severity) ? (
                    <strong className="jd-rectify-stop">{t('order.stop')}</strong>
                  ) : null}{' '}
                  <Iso>{finding.text}</Iso>
                  {finding.basis ? <Iso className="jd-soft jd-small"> {finding.basis}</Iso> : null}
                </span>
                <DatePicker
                  aria-label={t('order.dueOn', { item: finding.itemId ?? '' })}
                  allowClear={false}
                  value={dayjs(dueOf(finding))}
                  minDate={dayjs(today)}
                  onChange={(date) => {
                    if (date)
                      setDates(new Map([...dates, [finding.id, date.format('YYYY-MM-DD') as CivilDate]]));
                  }}
                />
              </li>
            ))}
          </ul>
          <p className="jd-soft">
            {t('order.days', {
              minor: rules.days.minor,
              major: rules.days.major,
              critical: rules.days.critical,
            })}
          </p>
        </div>
      )}
    </InspectionsPage>
  );
}
