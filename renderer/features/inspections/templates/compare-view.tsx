import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  compareTemplates,
  type ItemDifference,
} from '../../../../shared/domain/inspections/compare-templates.ts';
import type { TemplateBody, TemplateItem } from '../../../../shared/domain/inspections/template.ts';
import { Iso, Num } from '../../../ui/iso.tsx';
import { Tag } from '../../../ui/tag.tsx';
import { useWords } from '../../../ui/words.ts';
import { RuleText } from './rule-text.tsx';

interface CompareViewProps {
  readonly before: TemplateBody;
  readonly after: TemplateBody;
}

/** Two versions side by side: only what differs. */
export function CompareView({ before, after }: CompareViewProps): ReactNode {
  const { t } = useTranslation('templates');
  const words = useWords();
  const difference = useMemo(() => compareTemplates(before, after), [before, after]);
  const { heads, items, rulesAdded, rulesGone } = difference;
  if (heads.length + items.length + rulesAdded.length + rulesGone.length === 0)
    return <p className="jd-soft">{t('compare.same')}</p>;
  // i18n-dynamic: templates:field.*
  return (
    <div className="jd-compare">
      <div className="jd-compare-row jd-compare-head">
        <span />
        <Num>{before.version}</Num>
        <Num>{after.version}</Num>
      </div>
      {heads.map((field) => (
        <div key={field} className="jd-compare-row">
          <span>{t(`field.${field}`)}</span>
          <Iso>{words(before[field])}</Iso>
          <Iso>{words(after[field])}</Iso>
        </div>
      ))}
      {items.map((item) => (
        <ItemDifferenceRow key={item.id} difference={item} />
      ))}
      {rulesAdded.length + rulesGone.length > 0 ? (
        <div className="jd-compare-row">
          <span>{t('field.rules')}</span>
          <ul>
            {rulesGone.map((rule, at) => (
              <li key={at}>
                <RuleText rule={rule} />
              </li>
            ))}
          </ul>
          <ul>
            {rulesAdded.map((rule, at) => (
              <li key={at}>
                <RuleText rule={rule} />
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </div>
  );
}

function ItemDifferenceRow({ difference }: { readonly difference: ItemDifference }): ReactNode {
  const { t } = useTranslation('templates');
  const { id, before, after, fields } = difference;
  return (
    <div className="jd-compare-row" data-item-difference={id}>
      <span>
        <Num>{id}</Num>
        <br />
        {before === null ? <Tag tone="delivered">{t('compare.new')}</Tag> : null}
        {after === null ? <Tag tone="late">{t('compare.gone')}</Tag> : null}
      </span>
      <ItemWords item={before} fields={fields} />
      <ItemWords item={after} fields={fields} />
    </div>
  );
}

function ItemWords({
  item,
  fields,
}: {
  readonly item: TemplateItem | null;
  readonly fields: ItemDifference['fields'];
}): ReactNode {
  const { t } = useTranslation(['templates', 'inspections']);
  const words = useWords();
  if (!item) return <span className="jd-soft">—</span>;
  // i18n-dynamic: templates:field.*, templates:kind.*, inspections:severity.*
  const shown = {
    kind: () => t(`kind.${item.kind}`, { defaultValue: item.kind }),
    weight: () => String(item.weight),
    maxScore: () => String(item.maxScore ?? '—'),
    evidenceRequired: () => t(item.evidenceRequired ? 'value.yes' : 'value.no'),
    severity: () => t(`inspections:severity.${item.severity}`),
    basis: () => item.basis,
    section: () => words(item.section),
  };
  return (
    <div>
      <Iso>{words(item.text)}</Iso>
      <p className="jd-soft jd-small">
        {fields.map((field) =>
          field === 'text' ? null : (
            <span key={field}>
              {t(`field.${field}`)} <Iso>{shown[field]()}</Iso>{' '}
            </span>
          ),
        )}
      </p>
    </div>
  );
}
