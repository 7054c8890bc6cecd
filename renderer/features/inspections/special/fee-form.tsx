import { Button, Checkbox, Input, InputNumber, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  allowedFen,
  feeGroups,
  feeTotals,
  fenOf,
  yuanText,
} from '../../../../shared/domain/special/fee-arithmetic.ts';
import type { FeeLine } from '../../../../shared/domain/special/fee-check.ts';
import { saveFeeCheck } from '../../../../shared/domain/special/mutations.ts';
import { civilDateOf } from '../../../../shared/lib/dates.ts';
import { newUlid, type RecordId } from '../../../../shared/lib/ids.ts';
import { cleanText } from '../../../../shared/lib/text.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import { Field } from '../../../ui/field.tsx';
import { Iso, Num } from '../../../ui/iso.tsx';
import { OutcomeNote } from '../../../ui/outcome-note.tsx';
import { Tag } from '../../../ui/tag.tsx';
import { useWords } from '../../../ui/words.ts';
import { useAct } from '../use-act.ts';
import { FEE_STANDARDS, type CampaignFacts } from './special-query.ts';

interface FeeFormProps {
  readonly facts: CampaignFacts;
  readonly institutionId: RecordId;
}

const AMOUNTS = ['displayed', 'charged', 'relief', 'refunded'] as const;
type Amount = (typeof AMOUNTS)[number];
const NO_AMOUNTS: Readonly<Record<Amount | 'disputed', string>> = {
  displayed: '',
  charged: '',
  relief: '0',
  refunded: '0',
  disputed: '0',
};

/** Charges of a sample, each saved when it is added; what is too much is computed, never typed. */
export function FeeForm({ facts, institutionId }: FeeFormProps): ReactNode {
  const { t } = useTranslation('special');
  const desk = useDesk();
  const words = useWords();
  const { outcome, isBusy, run } = useAct();
  const before = facts.feeChecks.find((check) => check.institutionId === institutionId) ?? null;
  const [newId] = useState(() => newUlid(desk.clock, desk.random) as RecordId);
  const lines = before?.lines ?? [];
  const totals = feeTotals(lines);
  const isOpen = facts.campaign.state === 'open' && before?.state !== 'closed';
  const save = (next: readonly FeeLine[], close: boolean): Promise<boolean> => {
    const on = civilDateOf(desk.clock.now());
    const check = {
      id: before?.id ?? newId,
      prefectureCode: facts.campaign.prefectureCode,
      institutionId,
      campaignId: facts.campaign.id,
      taskId: before?.taskId ?? null,
      standardVersion: FEE_STANDARDS.version,
      standardConfirmed: FEE_STANDARDS.confirmed,
      on: before?.on ?? on,
      lines: [...next],
    };
    return run(saveFeeCheck, { check, close, seen: before?.events.length ?? 0, on });
  };
  const nameOf = (code: string): string => {
    const item = FEE_STANDARDS.items.find((one) => one.code === code);
    return item ? words(item.name) : code;
  };
  return (
    <div className="jd-stack">
      {FEE_STANDARDS.confirmed ? null : (
        <p role="note">
          <Tag tone="soon">{t('fee.unconfirmed')}</Tag> {t('fee.unconfirmedText')}
        </p>
      )}
      {isOpen ? <LineForm onAdd={(line) => save([...lines, line], false)} isBusy={isBusy} /> : null}
      <OutcomeNote outcome={outcome} />
      <section className="jd-panel jd-rows-scroll" aria-label={t('fee.lines')}>
        {lines.length === 0 ? <p className="jd-empty">{t('fee.empty')}</p> : null}
        {lines.length > 0 ? (
          <table className="jd-rows">
            <thead>
              <tr>
                {(
                  [
                    'opinionNo',
                    'item',
                    'displayed',
                    'charged',
                    'allowed',
                    'over',
                    'refunded',
                    'marks',
                  ] as const
                ).map((column) => (
                  // i18n-dynamic: special:fee.*
                  <th key={column} scope="col">
                    {t(`fee.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {feeGroups(lines).flatMap((group) =>
                group.lines.map((line, at) => (
                  <tr key={line.id}>
                    <td>
                      <Iso>{line.opinionNo}</Iso>
                    </td>
                    <td>{nameOf(line.itemCode)}</td>
                    <td>
                      <Num>{line.displayedFen === null ? '–' : yuanText(line.displayedFen)}</Num>
                    </td>
                    <td>
                      <Num>{yuanText(line.chargedFen)}</Num>
                    </td>
                    <td>
                      <Num>{yuanText(allowedFen(line))}</Num>
                    </td>
                    <td>{at === 0 ? <Num>{yuanText(group.overFen)}</Num> : null}</td>
                    <td>
                      <Num>{yuanText(line.refundedFen)}</Num>
                    </td>
                    <td>
                      {group.isSplit ? <Tag tone="soon">{t('fee.split')}</Tag> : null}{' '}
                      {line.hasReceipt ? null : <Tag tone="soon">{t('fee.noReceipt')}</Tag>}{' '}
                      {isOpen ? (
                        <Button
                          type="link"
                          size="small"
                          onClick={() =>
                            void save(
                              lines.filter((one) => one.id !== line.id),
                              false,
                            )
                          }
                        >
                          {t('fee.remove')}
                        </Button>
                      ) : null}
                    </td>
                  </tr>
                )),
              )}
            </tbody>
            <tfoot>
              <tr>
                <td colSpan={3}>{t('fee.total', { cases: totals.cases })}</td>
                <td>
                  <Num>{yuanText(totals.chargedFen)}</Num>
                </td>
                <td />
                <td>
                  <Num>{yuanText(totals.overFen)}</Num>
                </td>
                <td>
                  <Num>{yuanText(totals.refundedFen)}</Num>
                </td>
                <td>{t('fee.outstanding', { yuan: yuanText(totals.outstandingFen) })}</td>
              </tr>
            </tfoot>
          </table>
        ) : null}
      </section>
      {isOpen ? (
        <div className="jd-form-actions">
          <Button
            type="primary"
            loading={isBusy}
            disabled={lines.length === 0}
            title={lines.length === 0 ? t('fee.empty') : undefined}
            onClick={() => void save(lines, true)}
          >
            {t('fee.close')}
          </Button>
        </div>
      ) : (
        <p className="jd-soft">{t('fee.closed')}</p>
      )}
    </div>
  );
}

function LineForm({
  onAdd,
  isBusy,
}: {
  readonly onAdd: (line: FeeLine) => Promise<boolean>;
  readonly isBusy: boolean;
}): ReactNode {
  const { t } = useTranslation('special');
  const desk = useDesk();
  const words = useWords();
  const [opinionNo, setNumber] = useState('');
  const [code, setCode] = useState(FEE_STANDARDS.items[0]?.code ?? '');
  const [units, setUnits] = useState(1);
  const [typed, setTyped] = useState(NO_AMOUNTS);
  const [hasReceipt, setReceipt] = useState(true);
  const item = FEE_STANDARDS.items.find((one) => one.code === code);
  const fen = (name: keyof typeof typed): number | null => fenOf(typed[name]);
  const lacks =
    cleanText(opinionNo) === ''
      ? t('fee.lacksNumber')
      : fen('charged') === null
        ? t('fee.lacksCharged')
        : (typed.displayed !== '' && fen('displayed') === null) ||
            fen('relief') === null ||
            fen('refunded') === null ||
            fen('disputed') === null
          ? t('fee.badAmount')
          : null;
  const add = async (): Promise<void> => {
    if (!item) return;
    const done = await onAdd({
      id: newUlid(desk.clock, desk.random) as RecordId,
      opinionNo: cleanText(opinionNo),
      itemCode: item.code,
      rule: item.rule,
      units,
      disputedFen: fen('disputed') ?? 0,
      displayedFen: typed.displayed === '' ? null : fen('displayed'),
      chargedFen: fen('charged') ?? 0,
      reliefFen: fen('relief') ?? 0,
      hasReceipt,
      refundedFen: fen('refunded') ?? 0,
      remark: '',
    });
    if (!done) return;
    setTyped(NO_AMOUNTS);
    setNumber('');
  };
  return (
    <section className="jd-card jd-form" aria-label={t('fee.add')}>
      <div className="jd-fields">
        <Field label={t('fee.opinionNo')} hint={t('fee.noNames')}>
          {(ids) => (
            <Input
              {...ids}
              maxLength={60}
              value={opinionNo}
              onChange={(event) => setNumber(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('fee.item')}>
          {({ id }) => (
            <Select
              id={id}
              className="jd-wide"
              value={code}
              onChange={setCode}
              options={FEE_STANDARDS.items.map((one) => ({ value: one.code, label: words(one.name) }))}
            />
          )}
        </Field>
        {item?.rule.kind === 'tiers' ? (
          <Field label={t('fee.disputed')}>
            {(ids) => (
              <Input
                {...ids}
                dir="ltr"
                value={typed.disputed}
                onChange={(event) => setTyped({ ...typed, disputed: event.target.value })}
              />
            )}
          </Field>
        ) : (
          <Field label={t('fee.units')}>
            {(ids) => (
              <InputNumber
                {...ids}
                className="jd-wide"
                min={1}
                max={999}
                precision={0}
                value={units}
                onChange={(value) => setUnits(value ?? 1)}
              />
            )}
          </Field>
        )}
        {AMOUNTS.map((name) => (
          // i18n-dynamic: special:fee.*
          <Field key={name} label={t(`fee.${name}`)}>
            {(ids) => (
              <Input
                {...ids}
                dir="ltr"
                inputMode="decimal"
                value={typed[name]}
                onChange={(event) => setTyped({ ...typed, [name]: event.target.value })}
              />
            )}
          </Field>
        ))}
      </div>
      <Checkbox checked={hasReceipt} onChange={(event) => setReceipt(event.target.checked)}>
        {t('fee.receipt')}
      </Checkbox>
      <div className="jd-form-actions">
        <Button
          type="primary"
          loading={isBusy}
          disabled={lacks !== null}
          title={lacks ?? undefined}
          onClick={() => void add()}
        >
          {t('fee.add')}
        </Button>
        {lacks ? <span className="jd-soft jd-small">{lacks}</span> : null}
      </div>
    </section>
  );
}
