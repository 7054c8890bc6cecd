import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AnswerValue } from '../../../../shared/domain/inspections/inspection.ts';
import type { JsonValue } from '../../../../shared/lib/json.ts';
import { Bilingual } from '../../../../shared/lib/text.ts';
import { Iso, Num } from '../../../ui/iso.tsx';

/** Numbers, dates and codes are read in one piece. */
const CODE = /^[\dA-Za-z.:-]+$/;

interface ValueTextProps {
  /** The field of its record: it says which words stand for a code. */
  readonly field: string;
  readonly value: JsonValue | undefined;
}

/** One value of a disputed field, in words where it is a code and in both languages where it is a name. */
export function ValueText({ field, value }: ValueTextProps): ReactNode {
  const { t } = useTranslation(['inbox', 'registry', 'inspections']);
  if (value === undefined || value === null || value === '')
    return <span className="jd-soft">{t('inbox:value.none')}</span>;
  const names = Bilingual.safeParse(value);
  if (names.success)
    return (
      <>
        <Iso>{names.data.zh}</Iso>
        <br />
        <Iso>{names.data.ug}</Iso>
      </>
    );
  if (isList(value))
    return value
      .map((one) => codeText(field, typeof one === 'string' ? one : JSON.stringify(one), t))
      .join(t('registry:listSeparator'));
  if (typeof value === 'object') return <ObjectText value={value} />;
  if (typeof value === 'string') {
    const text = codeText(field, value, t);
    return CODE.test(text) ? <Num>{text}</Num> : <Iso>{text}</Iso>;
  }
  return <Num>{String(value)}</Num>;
}

/** `Array.isArray` does not narrow read-only lists. */
function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** Answers of a visit, head counts, and whatever a newer app may have put there. */
function ObjectText({ value }: { readonly value: Readonly<Record<string, JsonValue>> }): ReactNode {
  const { t } = useTranslation(['inbox', 'registry', 'inspections']);
  if ('fullTime' in value && 'partTime' in value)
    return <>{t('registry:field.staffCounts', { ...value } as Record<string, number>)}</>;
  const answer = AnswerValue.nullable().safeParse('value' in value ? value.value : value);
  if (!answer.success) return <Num className="jd-code">{JSON.stringify(value)}</Num>;
  const note = typeof value.note === 'string' ? value.note : '';
  return (
    <>
      <AnswerWords value={answer.data} />
      {note === '' ? null : (
        <>
          <br />
          <Iso className="jd-soft">{note}</Iso>
        </>
      )}
    </>
  );
}

function AnswerWords({ value }: { readonly value: AnswerValue | null }): ReactNode {
  const { t } = useTranslation('inspections');
  if (value === null) return <span className="jd-soft">{t('answer.none')}</span>;
  switch (value.kind) {
    case 'choice':
      // i18n-dynamic: inspections:choice.*
      return <>{t(`choice.${value.choice}`)}</>;
    case 'score':
      return <Num>{value.points}</Num>;
    case 'number':
      return <Num>{value.value}</Num>;
    case 'date':
      return <Num>{value.on}</Num>;
    case 'text':
      return <Iso>{value.text}</Iso>;
  }
}

type Translate = ReturnType<typeof useTranslation<['inbox', 'registry', 'inspections']>>['t'];

/** A code in words: the register's own where it has them, the code itself otherwise. */
function codeText(field: string, value: string, t: Translate): string {
  const groups: Readonly<Record<string, string>> = {
    categories: 'category',
    sponsorKind: 'sponsor',
    state: 'state',
    title: 'rank',
  };
  const group = groups[field];
  if (group === undefined) return value;
  // i18n-dynamic: registry:category.*, registry:sponsor.*, registry:state.*, registry:rank.*, registry:appraiserState.*
  const candidates = [`registry:${group}.${value}`, `registry:appraiserState.${value}`];
  return t(candidates as never, { defaultValue: value }) as unknown as string;
}
