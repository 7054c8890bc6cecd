import { Button, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '../../../ui/field.tsx';
import { Iso } from '../../../ui/iso.tsx';
import { columnsOf, columnTitle, type ListName } from './columns.ts';
import type { ImportState, OpenFile } from './use-import.ts';

interface MappingPanelProps {
  readonly list: ListName;
  readonly file: OpenFile;
  readonly onMap: ImportState['map'];
}

/** Which column of the file holds what. Folded away while everything that is needed was found. */
export function MappingPanel({ list, file, onMap }: MappingPanelProps): ReactNode {
  const { t, i18n } = useTranslation('register-import');
  const [isWanted, setWanted] = useState(false);
  const columns = columnsOf(list);
  const isOpen = isWanted || file.missing.length > 0;
  const title = (key: string): string => {
    const column = columns.find((one) => one.key === key);
    return column ? columnTitle(column, i18n.language) : key;
  };
  const options = file.table.header.map((label, value) => ({
    value,
    label: label === '' ? `#${value + 1}` : label,
  }));
  return (
    <section className="jd-exchange-mapping" aria-label={t('mapping.title')}>
      {file.missing.length > 0 ? (
        <p role="alert" className="jd-field-problem">
          {t('mapping.missing', { columns: file.missing.map(title).join('、') })}
        </p>
      ) : (
        <Button type="link" onClick={() => setWanted(!isWanted)}>
          {isWanted
            ? t('mapping.hide')
            : t('mapping.show', { known: Object.keys(file.mapping).length, total: columns.length })}
        </Button>
      )}
      {isOpen ? (
        <div className="jd-amend-grid">
          {columns.map((column) => (
            <Field
              key={column.key}
              label={<Iso>{title(column.key)}</Iso>}
              hint={column.required ? t('mapping.required') : undefined}
            >
              {(ids) => (
                <Select
                  {...ids}
                  allowClear
                  showSearch={{ optionFilterProp: 'label' }}
                  placeholder={t('mapping.none')}
                  value={file.mapping[column.key] ?? null}
                  options={options}
                  onChange={(at: number | null | undefined) => onMap(column.key, at ?? null)}
                />
              )}
            </Field>
          ))}
        </div>
      ) : null}
    </section>
  );
}
