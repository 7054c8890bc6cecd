import type { Locale } from 'antd/es/locale';

/** The words of Ant Design's own widgets, as kept in `locales/<language>/antd.json`. */
export type AntdWords = Omit<Locale, 'locale' | 'DatePicker' | 'TimePicker' | 'Calendar' | 'Form'> & {
  readonly Picker: Record<string, string>;
  readonly Range: Record<'date' | 'year' | 'month' | 'quarter' | 'week' | 'time', readonly [string, string]>;
  readonly Form: {
    readonly optional: string;
    readonly type: string;
    readonly defaultValidateMessages: Record<string, unknown>;
  };
};

const FIELD_TYPES = [
  'string',
  'method',
  'array',
  'object',
  'number',
  'date',
  'boolean',
  'integer',
  'float',
  'regexp',
  'email',
  'url',
  'hex',
] as const;

/**
 * A whole Ant Design locale from our own words; Ant Design itself has no Uyghur. `dayjsLocale` must be loaded: it gives
 * the names of days and months. Its name holds no `_`, since the picker would cut it off there.
 */
export function antdLocale(words: AntdWords, dayjsLocale: 'zh-cn' | 'ug-cn'): Locale {
  const { Picker, Range, Form, ...rest } = words;
  const timePicker = { placeholder: Picker['timePlaceholder'] ?? '', rangePlaceholder: [...Range.time] };
  const picker = {
    lang: {
      ...Picker,
      locale: dayjsLocale,
      rangePlaceholder: [...Range.date],
      rangeYearPlaceholder: [...Range.year],
      rangeMonthPlaceholder: [...Range.month],
      rangeQuarterPlaceholder: [...Range.quarter],
      rangeWeekPlaceholder: [...Range.week],
      yearFormat: 'YYYY',
      fieldDateFormat: 'YYYY-MM-DD',
      fieldDateTimeFormat: 'YYYY-MM-DD HH:mm',
      cellDateFormat: 'D',
      monthBeforeYear: false,
    },
    timePickerLocale: timePicker,
  } as unknown as NonNullable<Locale['DatePicker']>;
  const types = Object.fromEntries(FIELD_TYPES.map((type) => [type, Form.type]));
  return {
    ...rest,
    locale: dayjsLocale,
    DatePicker: picker,
    Calendar: picker,
    TimePicker: timePicker,
    Form: { optional: Form.optional, defaultValidateMessages: { ...Form.defaultValidateMessages, types } },
  };
}
