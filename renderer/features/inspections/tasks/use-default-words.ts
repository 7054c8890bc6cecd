import { useTranslation } from 'react-i18next';
import { lastEvent } from '../../../../shared/domain/planning/task.ts';
import { useWords } from '../../../ui/words.ts';
import type { DefaultWords } from './step-defaults.ts';
import type { TaskView } from './tasks-query.ts';

/** What the forms begin with, in the language on screen. The publication names the institution and no person. */
export function useDefaultWords({ task, facts, items }: TaskView): DefaultWords {
  const { t } = useTranslation('tasks');
  const words = useWords();
  const separator = t('inspections:listSeparator');
  const names = items.map((item) => words(item.name)).join(separator);
  const concluded = lastEvent(task, 'concluded');
  const visited = lastEvent(task, 'visit-started')?.on ?? lastEvent(task, 'notified')?.visitOn ?? '';
  // i18n-dynamic: tasks:result.*
  return {
    content: items
      .map((item) =>
        t('words.item', { name: words(item.name), content: item.content.map(words).join(separator) }),
      )
      .join('\n'),
    papers: t('words.papers'),
    servedTo: t('words.office'),
    conclusion: facts.findings === 0 ? t('words.nothingFound') : t('words.found', { count: facts.findings }),
    publication: t('words.publication', {
      name: facts.institution ? words(facts.institution.name) : '',
      on: visited,
      items: names,
      result: concluded ? t(`result.${concluded.result}`) : '',
    }),
    where: t('words.site'),
    files: [
      t('words.fileApproval'),
      t('words.fileNotice'),
      t('words.fileRecord'),
      t('words.fileResult'),
      t('words.filePublication'),
    ],
  };
}
