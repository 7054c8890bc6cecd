import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { numberText, type Document } from '../../shared/domain/documents/document.ts';
import type { RecordId } from '../../shared/lib/ids.ts';
import { Iso, Num } from '../ui/iso.tsx';
import { Tag } from '../ui/tag.tsx';
import { useWords } from '../ui/words.ts';
import { PaperDialog } from './paper-dialog.tsx';
import { TEMPLATES } from './templates.ts';
import './papers.css';

interface IssuedTableProps {
  readonly documents: readonly Document[];
  /** What a paper is about, for lists over many subjects. */
  readonly about?: (document: Document) => ReactNode;
}

/** Issued papers, one line each; a line opens its paper. */
export function IssuedTable({ documents, about }: IssuedTableProps): ReactNode {
  const { t } = useTranslation('documents');
  const words = useWords();
  const [shown, setShown] = useState<RecordId | null>(null);
  // i18n-dynamic: documents:language.*, documents:state.*
  return (
    <>
      <table className="jd-table jd-panel jd-papers-table">
        <thead>
          <tr>
            <th scope="col">{t('column.number')}</th>
            <th scope="col">{t('column.kind')}</th>
            {about ? <th scope="col">{t('column.about')}</th> : null}
            <th scope="col">{t('column.issuedOn')}</th>
            <th scope="col">{t('column.language')}</th>
            <th scope="col">{t('column.state')}</th>
          </tr>
        </thead>
        <tbody>
          {documents.map((document) => {
            const template = TEMPLATES.get(document.kind);
            return (
              <tr key={document.id}>
                <td>
                  <Button type="link" className="jd-row-link" data-row onClick={() => setShown(document.id)}>
                    <Iso>{numberText(document.number)}</Iso>
                  </Button>
                </td>
                <td>{template ? words(template.title) : document.kind}</td>
                {about ? <td className="jd-clip">{about(document)}</td> : null}
                <td>
                  <Num>{document.issuedOn}</Num>
                </td>
                <td>{t(`language.${document.language}`)}</td>
                <td>
                  <Tag tone={toneOf(document)}>{t(`state.${stateOf(document)}`)}</Tag>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {shown ? <PaperDialog documentId={shown} onClose={() => setShown(null)} /> : null}
    </>
  );
}

type PaperState = 'voided' | 'provisional' | 'official';

function stateOf(document: Document): PaperState {
  if (document.state === 'voided') return 'voided';
  return document.number.official === null ? 'provisional' : 'official';
}

function toneOf(document: Document): 'soon' | 'plain' | 'accent' {
  const tones = { voided: 'plain', provisional: 'soon', official: 'accent' } as const;
  return tones[stateOf(document)];
}
