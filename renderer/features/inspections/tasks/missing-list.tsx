import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Missing, MissingKind } from '../../../../shared/domain/planning/task-steps.ts';
import { useWords } from '../../../ui/words.ts';
import { fieldId } from './field-id.ts';
import type { TaskView } from './tasks-query.ts';

/** Which field of the form a lack is mended in. */
const FIELDS: Readonly<Partial<Record<MissingKind, string>>> = {
  'earlier-date': 'on',
  content: 'content',
  papers: 'papers',
  rights: 'rightsTold',
  served: 'servedHow',
  'visit-date': 'visitOn',
  'unannounced-approval': 'unannounced',
  witness: 'witness',
  text: 'text',
  result: 'result',
  'result-against-visit': 'result',
  'result-against-findings': 'result',
  'moved-to': 'movedTo',
  proof: 'proof',
  where: 'where',
  'personal-data': 'text',
  files: 'files',
  place: 'place',
  reason: 'reason',
  'corrected-event': 'corrects',
};

interface MissingListProps {
  readonly missing: readonly Missing[];
  readonly view: TaskView;
}

/** Everything a step lacks, each leading to where it can be mended. */
export function MissingList({ missing, view }: MissingListProps): ReactNode {
  const { t } = useTranslation('tasks');
  const words = useWords();
  if (missing.length === 0) return null;
  // i18n-dynamic: tasks:missing.*, tasks:personal.*, plan:excluded.*
  const text = (one: Missing): string => {
    const name = view.names.get(one.id ?? '');
    const checklist = view.checklists.get(one.id ?? '');
    const what =
      one.kind === 'personal-data'
        ? t(`personal.${one.what ?? 'officer'}`)
        : one.kind === 'officer-excluded'
          ? t(`plan:excluded.${one.what ?? 'inactive'}`)
          : (one.what ?? '');
    return t(`missing.${one.kind}`, {
      what,
      name: name ? words(name) : checklist ? words(checklist) : (one.id ?? ''),
    });
  };
  return (
    <ul className="jd-missing" aria-label={t('task.missingTitle')}>
      {missing.map((one, at) => {
        const to = pathOf(one, view);
        const field = FIELDS[one.kind];
        const key = `${one.kind}:${one.id ?? ''}:${one.from ?? at}`;
        if (to)
          return (
            <li key={key}>
              <Link to={to}>{text(one)}</Link>
            </li>
          );
        return (
          <li key={key}>
            {field ? (
              <button
                type="button"
                className="jd-plain"
                onClick={() => goTo(fieldId(field), one.from, one.to)}
              >
                {text(one)}
              </button>
            ) : (
              text(one)
            )}
          </li>
        );
      })}
    </ul>
  );
}

function pathOf(one: Missing, { task, facts }: TaskView): string | null {
  switch (one.kind) {
    case 'visit-open':
      return `/inspections/${one.id ?? ''}`;
    case 'checklist-visit':
      return task.visitIds[0] ? `/inspections/${task.visitIds[0]}` : null;
    case 'officer-not-in-pool':
    case 'officer-excluded':
      return '/inspections/pools/inspectors';
    case 'rectification-open':
      return facts.rectifications.total === 0 && task.visitIds[0]
        ? `/inspections/rectify/order/${task.visitIds[0]}`
        : '/inspections/rectify';
    default:
      return null;
  }
}

function goTo(id: string, from?: number, to?: number): void {
  const field = document.getElementById(id);
  const input = field?.matches('input, textarea')
    ? field
    : (field?.querySelector<HTMLElement>('input, textarea, button') ?? field);
  input?.focus();
  if (input instanceof HTMLTextAreaElement && from !== undefined && to !== undefined)
    input.setSelectionRange(from, to);
}
