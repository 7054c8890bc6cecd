import { Select, Skeleton } from 'antd';
import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { documentKind, type Document } from '../../../../shared/domain/documents/document.ts';
import { institutionKind } from '../../../../shared/domain/registry/institution.ts';
import type { Bilingual } from '../../../../shared/lib/text.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import type { RecordReader } from '../../../data/desk.ts';
import { useLive } from '../../../data/use-live.ts';
import { IssuedTable } from '../../../papers/issued-table.tsx';
import { TEMPLATES } from '../../../papers/templates.ts';
import { EmptyNote } from '../../../ui/empty-note.tsx';
import { Iso } from '../../../ui/iso.tsx';
import { useListKeys } from '../../../ui/use-list-keys.ts';
import { useWords } from '../../../ui/words.ts';
import { InspectionsPage } from '../inspections-page.tsx';
import { LetterheadForm } from './letterhead-form.tsx';
import { NumbersPanel } from './numbers-panel.tsx';

interface AllDocuments {
  readonly documents: readonly Document[];
  readonly institutions: ReadonlyMap<string, Bilingual>;
}

/** Every paper of the bureau by kind and year, the rows of numbers with their gaps, and the letterhead. */
export function DocumentsPage(): ReactNode {
  const { t } = useTranslation('documents');
  const words = useWords();
  const desk = useDesk();
  const loaded = useLive(() => load(desk.records), []);
  const [kind, setKind] = useState<string | null>(null);
  const [year, setYear] = useState<number | null>(null);
  const body = useRef<HTMLDivElement>(null);
  useListKeys(body);
  const all = loaded.state === 'ready' ? loaded.value : null;
  const shown = (all?.documents ?? [])
    .filter((one) => kind === null || one.kind === kind)
    .filter((one) => year === null || one.number.year === year);
  const kinds = [...new Set((all?.documents ?? []).map((one) => one.kind))].toSorted();
  const years = [...new Set((all?.documents ?? []).map((one) => one.number.year))].toSorted((a, b) => b - a);
  const nameOf = (code: string): string => {
    const template = TEMPLATES.get(code);
    return template ? words(template.title) : code;
  };
  const about = (document: Document): ReactNode => {
    const name = document.institutionId && all?.institutions.get(document.institutionId);
    return name ? <Iso>{words(name)}</Iso> : '';
  };
  return (
    <InspectionsPage title={t('page.title')} note={all ? t('page.count', { count: shown.length }) : null}>
      <div ref={body}>
        {all === null ? (
          <Skeleton active paragraph={{ rows: 8 }} />
        ) : all.documents.length === 0 ? (
          <div className="jd-panel">
            <EmptyNote title={t('page.empty')} text={t('page.emptyText')} />
          </div>
        ) : (
          <>
            <div className="jd-papers-head">
              <Select
                aria-label={t('column.kind')}
                allowClear
                className="jd-papers-filter"
                placeholder={t('page.allKinds')}
                value={kind}
                options={kinds.map((value) => ({ value, label: nameOf(value) }))}
                onChange={(value: string | undefined) => setKind(value ?? null)}
              />
              <Select
                aria-label={t('page.year')}
                allowClear
                placeholder={t('page.allYears')}
                value={year}
                options={years.map((value) => ({ value, label: String(value) }))}
                onChange={(value: number | undefined) => setYear(value ?? null)}
              />
            </div>
            <IssuedTable documents={shown} about={about} />
          </>
        )}
        <NumbersPanel />
        <LetterheadForm />
      </div>
    </InspectionsPage>
  );
}

async function load(records: RecordReader): Promise<AllDocuments> {
  const documents = await records.all(documentKind);
  const institutions = await records.all(institutionKind);
  return {
    documents: documents.toSorted(byKindAndNumber),
    institutions: new Map(institutions.map((one) => [one.id as string, one.name])),
  };
}

/** Papers without an official number first: they still wait for one. */
function byKindAndNumber(a: Document, b: Document): number {
  const [x, y] = [a.number.official, b.number.official];
  if ((x === null) !== (y === null)) return x === null ? -1 : 1;
  if (a.kind !== b.kind) return a.kind < b.kind ? -1 : 1;
  if (a.number.year !== b.number.year) return b.number.year - a.number.year;
  return (y ?? 0) - (x ?? 0);
}
