import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { scopeEntries } from '../../../shared/domain/registry/business-scope.ts';
import type { JsonValue } from '../../../shared/lib/json.ts';
import { Bilingual } from '../../../shared/lib/text.ts';
import { BUSINESS_SCOPE } from '../../data/register.ts';
import { Iso, Num } from '../../ui/iso.tsx';
import { useWords } from '../../ui/words.ts';

const SCOPE_NAMES = new Map(scopeEntries(BUSINESS_SCOPE).map((entry) => [entry.code, entry.name]));

/** Numbers, dates and codes are read in one piece. */
const CODE = /^[\dA-Za-z.:-]+$/;

/** Whose words a code of a field has in the namespace `registry`. */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  categories: ['category'],
  sponsorKind: ['sponsor'],
  state: ['state', 'appraiserState'],
  title: ['rank'],
};

/** The name of a field of any record of the register. */
export function useFieldName(): (field: string) => string {
  const { t, i18n } = useTranslation('registers');
  // i18n-dynamic: registers:field.*
  return (field) => (i18n.exists(`registers:field.${field}`) ? t(`field.${field}`) : field);
}

/** The name of a business code in the language on screen, with its code. */
export function useScopeName(): (code: string) => string {
  const words = useWords();
  return (code) => {
    const name = SCOPE_NAMES.get(code);
    return name ? `${words(name)} ${code}` : code;
  };
}

/** One value of the register in words. */
export function FieldValue({
  field,
  value,
}: {
  readonly field: string;
  readonly value: JsonValue;
}): ReactNode {
  const { t } = useTranslation(['registers', 'registry']);
  const one = useOneValue(field);
  if (value === null || value === '' || (isList(value) && value.length === 0))
    return <span className="jd-soft">{t('registers:value.none')}</span>;
  if (typeof value === 'boolean') return <>{t(value ? 'registers:value.yes' : 'registers:value.no')}</>;
  if (isList(value))
    return (
      <>
        {value.map((item) => (
          <div key={JSON.stringify(item)}>{one(item)}</div>
        ))}
      </>
    );
  return <>{one(value)}</>;
}

function useOneValue(field: string): (value: JsonValue) => ReactNode {
  const { t, i18n } = useTranslation(['registers', 'registry']);
  const scopeName = useScopeName();
  const coded = (text: string): string => {
    if (field === 'scope' || field === 'items') return scopeName(text);
    // i18n-dynamic: registers:standing.*, registers:task.*, registry:category.*, registry:sponsor.*, registry:state.*, registry:appraiserState.*, registry:rank.*
    if (field === 'standing') return t(`registers:standing.${text}`);
    if (field === 'tasks') return t(`registers:task.${text}`);
    const key = (GROUPS[field] ?? [])
      .map((group) => `registry:${group}.${text}`)
      .find((one) => i18n.exists(one));
    return key === undefined ? text : t(key as never);
  };
  return (value) => {
    if (typeof value === 'string') {
      const text = coded(value);
      return CODE.test(text) ? <Num>{text}</Num> : <Iso>{text}</Iso>;
    }
    if (typeof value === 'number') return <Num>{field === 'fundsFen' ? yuanText(value) : String(value)}</Num>;
    const names = Bilingual.safeParse(value);
    if (names.success)
      return (
        <>
          <Iso>{names.data.zh}</Iso>
          <br />
          <Iso>{names.data.ug}</Iso>
        </>
      );
    if (value !== null && typeof value === 'object' && !isList(value)) {
      if ('fullTime' in value && 'partTime' in value)
        return <>{t('registry:field.staffCounts', { ...value } as Record<string, number>)}</>;
      if ('sumFen' in value) {
        const sum = Number(value['sumFen']);
        return <Iso>{joined([value['insurer'], sum > 0 ? yuanText(sum) : '', value['validTo']])}</Iso>;
      }
      if ('hours' in value)
        return (
          <>{t('registers:value.training', { year: Number(value['year']), hours: Number(value['hours']) })}</>
        );
      return <Iso>{joined(Object.values(value))}</Iso>;
    }
    return <Num>{JSON.stringify(value)}</Num>;
  };
}

/** Fen as yuan, with its decimals only where there are any. */
export function yuanText(fen: number): string {
  const yuan = (fen / 100).toFixed(fen % 100 === 0 ? 0 : 2);
  return `¥${yuan.replaceAll(/\B(?=(\d{3})+(?!\d))/g, ',')}`;
}

/** The parts of a value that say anything, in one line. */
function joined(parts: readonly (JsonValue | undefined)[]): string {
  const texts = parts.flatMap((part) =>
    typeof part === 'string' || typeof part === 'number' ? [String(part)] : [],
  );
  return texts.filter((text) => text !== '').join(' · ');
}

/** `Array.isArray` does not narrow read-only lists. */
function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
