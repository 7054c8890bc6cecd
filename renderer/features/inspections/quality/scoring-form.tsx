import { Button, Input, InputNumber, Segmented } from 'antd';
import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TemplateItem } from '../../../../shared/domain/inspections/template.ts';
import type { FormItem } from '../../../../shared/domain/quality/plan.ts';
import { fillScore, submitScore } from '../../../../shared/domain/quality/score-mutations.ts';
import { scoreId, tally, type ScoredItem, type ScoreValue } from '../../../../shared/domain/quality/score.ts';
import { toHex } from '../../../../shared/lib/bytes.ts';
import { civilDateOf } from '../../../../shared/lib/dates.ts';
import { cleanText } from '../../../../shared/lib/text.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import { useSession } from '../../../platform/session-context.tsx';
import { Num } from '../../../ui/iso.tsx';
import { Meter } from '../../../ui/meter.tsx';
import { OutcomeNote } from '../../../ui/outcome-note.tsx';
import { Tag } from '../../../ui/tag.tsx';
import { useWords } from '../../../ui/words.ts';
import { useAct } from '../use-act.ts';
import type { ReviewFacts } from './quality-query.ts';
import './scoring.css';

/**
 * The form of the one who is signed in, offline, each touch saved. Nobody else's score is on it, and on a computer that two
 * reviewers of the file share nobody scores (decision 0021).
 */
export function ScoringForm({ facts }: { readonly facts: ReviewFacts }): ReactNode {
  const { t } = useTranslation('quality');
  const desk = useDesk();
  const { status } = useSession();
  const { review, plan, form } = facts;
  const me = review.reviewers.find((one) => one.officerId === desk.officerId);
  if (!me || !plan || review.result) return null;
  const own = facts.scores.find((one) => one.id === scoreId(review.id, desk.officerId)) ?? null;
  const others = review.reviewers.filter((one) => one !== me).map((one) => one.officerId);
  const isShared = status.officers.some((one) => others.includes(one.officerId));
  if (me.commit !== null || (own !== null && own.state !== 'filling'))
    return (
      <section className="jd-card" aria-label={t('score.title')}>
        <h2>{t('score.title')}</h2>
        <p role="status">{t('score.submitted')}</p>
      </section>
    );
  if (isShared)
    return (
      <section className="jd-card" aria-label={t('score.title')}>
        <h2>{t('score.title')}</h2>
        <p role="alert">{t('score.shared')}</p>
      </section>
    );
  const items = new Map((own?.items ?? []).map((item) => [item.itemId, item]));
  const texts = new Map((form?.items ?? []).map((item) => [item.id, item]));
  return <OpenForm facts={facts} lines={plan.form.items} items={items} texts={texts} />;
}

interface OpenFormProps {
  readonly facts: ReviewFacts;
  readonly lines: readonly FormItem[];
  readonly items: ReadonlyMap<string, ScoredItem>;
  readonly texts: ReadonlyMap<string, TemplateItem>;
}

function OpenForm({ facts, lines, items, texts }: OpenFormProps): ReactNode {
  const { t } = useTranslation('quality');
  const words = useWords();
  const desk = useDesk();
  const filling = useAct();
  const submitting = useAct();
  const [opinion, setOpinion] = useState('');
  const reviewId = facts.review.id;
  const { total, vetoes, missing } = tally(lines, [...items.values()]);
  const max = lines.reduce((sum, line) => sum + line.max, 0);
  const fill = (line: FormItem, value: ScoreValue | null, remark: string): void =>
    void filling.run(fillScore, { reviewId, itemId: line.id, value, remark: cleanText(remark) });
  const submit = async (): Promise<void> => {
    await submitting.run(submitScore, {
      reviewId,
      nonce: toHex(desk.random.bytes(32)),
      opinion: cleanText(opinion),
      on: civilDateOf(desk.clock.now()),
    });
  };
  const byKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && event.ctrlKey && missing.length === 0) void submit();
  };
  return (
    <section className="jd-card jd-scoring" aria-label={t('score.title')} onKeyDown={byKey}>
      <h2>{t('score.title')}</h2>
      <p className="jd-soft">{t('score.note')}</p>
      <div className="jd-scoring-sum" role="status">
        <strong>
          <Num>
            {total} / {max}
          </Num>
        </strong>
        <Meter
          done={lines.length - missing.length}
          total={lines.length}
          label={t('score.done', { done: lines.length - missing.length, total: lines.length })}
        />
        {vetoes.length > 0 ? <Tag tone="late">{t('score.veto', { items: vetoes.join(' ') })}</Tag> : null}
      </div>
      {lines.map((line, at) => {
        const text = texts.get(line.id);
        const before = lines[at - 1];
        const isFirst = text && text.sectionId !== (before ? texts.get(before.id)?.sectionId : undefined);
        return (
          <div key={line.id}>
            {isFirst ? <h3>{words(text.section)}</h3> : null}
            <ScoreRow line={line} text={text} item={items.get(line.id)} onFill={fill} />
          </div>
        );
      })}
      <label htmlFor="quality-opinion">{t('score.opinion')}</label>
      <Input.TextArea
        id="quality-opinion"
        rows={3}
        maxLength={2000}
        value={opinion}
        onChange={(event) => setOpinion(event.target.value)}
      />
      <OutcomeNote outcome={filling.outcome} />
      <OutcomeNote outcome={submitting.outcome} />
      <div className="jd-form-actions">
        <Button
          type="primary"
          loading={submitting.isBusy}
          disabled={missing.length > 0}
          title={missing.length > 0 ? t('score.missing', { count: missing.length }) : undefined}
          onClick={() => void submit()}
        >
          {t('score.submit')}
        </Button>
        <span className="jd-soft jd-small">
          {missing.length > 0 ? t('score.missing', { count: missing.length }) : t('score.submitHint')}
        </span>
      </div>
    </section>
  );
}

interface ScoreRowProps {
  readonly line: FormItem;
  readonly text: TemplateItem | undefined;
  readonly item: ScoredItem | undefined;
  readonly onFill: (line: FormItem, value: ScoreValue | null, remark: string) => void;
}

function ScoreRow({ line, text, item, onFill }: ScoreRowProps): ReactNode {
  const { t } = useTranslation('quality');
  const words = useWords();
  const [remark, setRemark] = useState(item?.remark ?? '');
  const value = item?.value ?? null;
  const label = text ? words(text.text) : line.id;
  return (
    <div className="jd-score-row" data-item={line.id}>
      <div>
        <Num className="jd-soft">{line.id}</Num> {label}{' '}
        {line.critical ? <Tag tone="late">{t('score.critical')}</Tag> : null}
        <Input
          size="small"
          variant="borderless"
          aria-label={t('score.remarkOf', { item: line.id })}
          placeholder={t('score.remark')}
          maxLength={500}
          value={remark}
          onChange={(event) => setRemark(event.target.value)}
          onBlur={() => {
            if (cleanText(remark) !== (item?.remark ?? '')) onFill(line, value, remark);
          }}
        />
      </div>
      {line.kind === 'score' ? (
        <span className="jd-score-field">
          <InputNumber
            aria-label={label}
            min={0}
            max={line.max}
            precision={0}
            value={typeof value === 'number' ? value : null}
            onChange={(next) => {
              if (next !== value) onFill(line, next, remark);
            }}
          />
          <Num className="jd-soft">/ {line.max}</Num>
        </span>
      ) : (
        <Segmented
          aria-label={label}
          value={typeof value === 'string' ? value : ''}
          options={(['yes', 'no', 'na'] as const).map((choice) => ({
            value: choice as string,
            // i18n-dynamic: quality:choice.*
            label: t(`choice.${choice}`),
          }))}
          onChange={(next) => onFill(line, next as ScoreValue, remark)}
        />
      )}
    </div>
  );
}
