import { Button, InputNumber, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  changeOf,
  newRule,
  rulesOf,
  showable,
} from '../../../../../shared/domain/inspections/draft-edits.ts';
import type { DraftItem, DraftRule } from '../../../../../shared/domain/inspections/template-content.ts';
import {
  DEMANDS,
  isDemand,
  type RuleWhen,
  type TemplateRule,
} from '../../../../../shared/domain/inspections/template-rule.ts';
import { useWords } from '../../../../ui/words.ts';
import { RuleText, shortId, WhenText } from '../rule-text.tsx';
import { ClashNote } from './clash-note.tsx';
import { useEditor } from './editor-context.tsx';
import { WordsField } from './words-field.tsx';

const EMPTY = { zh: '', ug: '' };

/** What the answers of an item set off, in plain words; and on which answers it is asked itself. */
export function RulesForm({ item }: { readonly item: DraftItem }): ReactNode {
  const { t } = useTranslation('templates');
  const { editor, select } = useEditor();
  const { own, showing } = rulesOf(editor.content, item.id);
  const canLead = item.kind === 'yes-no-na' || item.kind === 'score' || item.kind === 'number';
  const add = (rule: TemplateRule): void => {
    const made = newRule(editor.now(), rule);
    void editor.put(`rule:${made.id}`, made);
  };
  const when: RuleWhen =
    item.kind === 'yes-no-na'
      ? { item: item.id, answer: 'no' }
      : { item: item.id, below: item.maxScore ?? 1 };
  return (
    <section className="jd-rules" aria-labelledby="item-rules">
      <h3 id="item-rules" className="jd-subtitle">
        {t('rule.title')}
      </h3>
      {showing.length > 0 ? (
        <div className="jd-rule-showing">
          <span className="jd-soft">{t('rule.askedOnly')}</span>
          {showing.map(({ id, rule }) => (
            <button
              key={id}
              type="button"
              className="jd-plain jd-link"
              onClick={() => select({ part: 'item', id: rule.when.item })}
            >
              <WhenText when={rule.when} />
            </button>
          ))}
        </div>
      ) : null}
      {own.length === 0 && canLead ? <p className="jd-soft">{t('rule.none')}</p> : null}
      {own.map((rule) => (
        <RuleRow key={rule.id} rule={rule} item={item} />
      ))}
      {canLead ? (
        <div className="jd-form-actions">
          <Button onClick={() => add({ when, demand: 'photo' })}>{t('rule.addDemand')}</Button>
          <Button onClick={() => add({ when, show: [] })}>{t('rule.addShow')}</Button>
        </div>
      ) : (
        <p className="jd-soft">{t('rule.notThisKind')}</p>
      )}
    </section>
  );
}

function RuleRow({
  rule: draftRule,
  item,
}: {
  readonly rule: DraftRule;
  readonly item: DraftItem;
}): ReactNode {
  const { t } = useTranslation('templates');
  const words = useWords();
  const { editor, faults } = useEditor();
  const { id, rule } = draftRule;
  const part = `rule:${id}`;
  const put = (next: TemplateRule): void => void editor.put(part, { ...draftRule, rule: next });
  const own = faults.filter(({ at }) => at.part === 'rule' && at.id === id);
  // i18n-dynamic: templates:demand.*, templates:problem.*
  return (
    <div className="jd-rule" data-rule={id}>
      <ClashNote part={part} />
      <p className="jd-rule-words">
        <RuleText rule={rule} />
      </p>
      <div className="jd-rule-line">
        <WhenField when={rule.when} item={item} onChange={(when) => put({ ...rule, when })} />
        {isDemand(rule) ? (
          <Select
            aria-label={t('rule.demandLabel')}
            value={rule.demand}
            onChange={(demand) => put({ ...rule, demand })}
            options={DEMANDS.map((value) => ({ value, label: t(`demand.${value}`) }))}
          />
        ) : (
          <Select
            mode="multiple"
            aria-label={t('rule.showLabel')}
            data-field="show"
            className="jd-rule-show"
            placeholder={t('rule.showPlaceholder')}
            value={[...rule.show]}
            onChange={(show: string[]) => put({ ...rule, show })}
            optionFilterProp="label"
            options={showable(editor.content, item.id).map((one) => ({
              value: one.id,
              label: `${shortId(one.id)} ${words(one.text)}`,
            }))}
          />
        )}
        <Button
          size="small"
          type="text"
          danger
          onClick={() => void editor.save([changeOf(editor.now(), part, null)], { undo: 'rule' })}
        >
          {t('rule.remove')}
        </Button>
      </div>
      {isDemand(rule) ? (
        <WordsField
          label={t('rule.reason')}
          field="reason"
          isOptional
          words={rule.reason ?? EMPTY}
          onCommit={(reason, seen) =>
            void editor.put(
              part,
              { ...draftRule, rule: { ...rule, reason } },
              {
                ...draftRule,
                rule: rule.reason || seen.zh + seen.ug !== '' ? { ...rule, reason: seen } : rule,
              },
            )
          }
        />
      ) : null}
      {own.map((fault, at) => (
        <p key={at} className="jd-visit-hint">
          {t(`problem.${fault.kind}`, { ...fault.details })}
        </p>
      ))}
    </div>
  );
}

interface WhenFieldProps {
  readonly when: RuleWhen;
  readonly item: DraftItem;
  readonly onChange: (when: RuleWhen) => void;
}

function WhenField({ when, item, onChange }: WhenFieldProps): ReactNode {
  const { t } = useTranslation(['templates', 'inspections']);
  if (item.kind === 'yes-no-na' || 'answer' in when) {
    // i18n-dynamic: inspections:choice.*
    return (
      <Select
        aria-label={t('rule.answerLabel')}
        data-field="when"
        value={'answer' in when ? when.answer : null}
        onChange={(answer) => answer && onChange({ item: item.id, answer })}
        options={(['yes', 'no', 'na'] as const).map((value) => ({
          value,
          label: t('rule.whenAnswer', { answer: t(`inspections:choice.${value}`) }),
        }))}
      />
    );
  }
  const isBelow = 'below' in when;
  const bound = isBelow ? when.below : when.above;
  const made = (below: boolean, number: number): RuleWhen =>
    below ? { item: item.id, below: number } : { item: item.id, above: number };
  return (
    <>
      <Select
        aria-label={t('rule.boundLabel')}
        data-field="when"
        value={isBelow}
        onChange={(below) => onChange(made(below, bound))}
        options={[
          { value: true, label: t('rule.below') },
          { value: false, label: t('rule.above') },
        ]}
      />
      <InputNumber
        aria-label={t('rule.number')}
        precision={0}
        value={bound}
        onChange={(number) => number !== null && onChange(made(isBelow, number))}
      />
    </>
  );
}
