import { Button, Skeleton } from 'antd';
import { useMemo, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { figureOf, figureSections, yearsOf } from '../../../../shared/domain/figures/sections.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import { useLive } from '../../../data/use-live.ts';
import { useToday } from '../../../data/use-today.ts';
import { EmptyNote } from '../../../ui/empty-note.tsx';
import { Iso, Num } from '../../../ui/iso.tsx';
import { useListKeys } from '../../../ui/use-list-keys.ts';
import { useWords } from '../../../ui/words.ts';
import { InspectionsPage } from '../inspections-page.tsx';
import { linesOf } from './behind.ts';
import { figureText, idsOf } from './figure-text.ts';
import { loadCounted } from './figures-query.ts';
import './figures.css';

const AT_ONCE = 200;

/** The records behind one number: `?figure=<row>&year=<year>`. */
export function BehindPage(): ReactNode {
  const { t } = useTranslation('figures');
  const words = useWords();
  const desk = useDesk();
  const today = useToday();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const [limit, setLimit] = useState(AT_ONCE);
  const body = useRef<HTMLDivElement>(null);
  useListKeys(body);
  const key = search.get('figure') ?? '';
  const year = Number(search.get('year'));
  const counted = useLive(() => loadCounted(desk), ['figures']);
  const found = useMemo(() => {
    if (counted.state === 'loading') return null;
    const records = counted.value;
    const sections = figureSections(records, yearsOf(records, today), today);
    const row = sections.flatMap((section) => section.rows).find((one) => one.key === key);
    const figure = figureOf(sections, key, year);
    return { row, figure, lines: figure ? linesOf(records, idsOf(figure)) : [] };
  }, [counted, key, year, today]);
  if (!found) return <Skeleton className="jd-page-body" active />;
  const { row, figure, lines } = found;
  // i18n-dynamic: figures:row.*, figures:kind.*
  const name = row?.words ? t(`row.${row.words}`) : (row?.code ?? key);
  return (
    <InspectionsPage
      title={
        <>
          <Iso>{name}</Iso> <Num>{year}</Num>
        </>
      }
      note={<Num>{figureText(figure ?? undefined)}</Num>}
      actions={<Button onClick={() => void navigate('/inspections/figures')}>{t('back')}</Button>}
    >
      <div ref={body}>
        {lines.length === 0 ? (
          <div className="jd-panel">
            <EmptyNote title={t('nothingBehind')} text={t('nothing')} />
          </div>
        ) : (
          <>
            <table className="jd-figures-list jd-panel">
              <thead>
                <tr>
                  <th scope="col">{t('column.institution')}</th>
                  <th scope="col">{t('column.kind')}</th>
                  <th scope="col">{t('column.on')}</th>
                  <th scope="col">{t('column.text')}</th>
                </tr>
              </thead>
              <tbody>
                {lines.slice(0, limit).map((line) => (
                  <tr key={line.id}>
                    <td>
                      <Link className="jd-figure-row jd-clip" data-row to={line.to}>
                        <Iso>{line.institution ? words(line.institution) : t('unknownInstitution')}</Iso>
                      </Link>
                    </td>
                    <td>{t(`kind.${line.kind}`)}</td>
                    <td>
                      <Num>{line.on ?? ''}</Num>
                    </td>
                    <td className="jd-clip">
                      <Iso>{line.text}</Iso>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
            {lines.length > limit ? (
              <Button onClick={() => setLimit(limit + AT_ONCE)}>
                {t('more', { count: lines.length - limit })}
              </Button>
            ) : null}
          </>
        )}
      </div>
    </InspectionsPage>
  );
}
