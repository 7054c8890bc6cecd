import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  isDemand,
  type RuleWhen,
  type TemplateRule,
} from '../../../../shared/domain/inspections/template-rule.ts';
import { Num } from '../../../ui/iso.tsx';
import { useWords } from '../../../ui/words.ts';

/** A rule in plain words: "when A01 is answered no: a photo is required". */
export function RuleText({ rule }: { readonly rule: TemplateRule }): ReactNode {
  const { t } = useTranslation('templates');
  const words = useWords();
  // i18n-dynamic: templates:demand.*
  return (
    <span>
      <WhenText when={rule.when} />{' '}
      {isDemand(rule) ? (
        <>
          <b>{t(`demand.${rule.demand}`)}</b>
          {rule.reason && words(rule.reason) !== '' ? <> · {words(rule.reason)}</> : null}
        </>
      ) : (
        <>
          <b>{t('rule.shows')}</b> <Num>{rule.show.map(shortId).join(', ')}</Num>
        </>
      )}
    </span>
  );
}

export function WhenText({ when }: { readonly when: RuleWhen }): ReactNode {
  const { t } = useTranslation(['templates', 'inspections']);
  // i18n-dynamic: inspections:choice.*
  const text =
    'answer' in when
      ? t('rule.whenAnswer', { answer: t(`inspections:choice.${when.answer}`) })
      : 'below' in when
        ? t('rule.whenBelow', { number: when.below })
        : t('rule.whenAbove', { number: when.above });
  return (
    <>
      <Num>{shortId(when.item)}</Num> {text}
    </>
  );
}

/** `A01` of `DR-A01`. */
export function shortId(itemId: string): string {
  return itemId.slice(itemId.indexOf('-') + 1);
}
