import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { DrawResult } from '../../../../shared/domain/draw/draw.ts';
import type { DrawFacts } from './draw-query.ts';

/** The way on: tasks for the pairs that have none, or those that were made. */
export function TaskAction({
  facts: { draw, tasks },
  result,
}: {
  readonly facts: DrawFacts;
  readonly result: DrawResult;
}): ReactNode {
  const { t } = useTranslation('draw');
  const made = new Set(tasks.map((task) => task.institutionId as string));
  const open = result.targets.filter((id) => !made.has(id)).length;
  if (draw.state !== 'drawn') return null;
  return open > 0 ? (
    <Link to={`/inspections/tasks/new?draw=${draw.id}`}>{t('tasks.make', { count: open })}</Link>
  ) : (
    <Link to="/inspections/tasks">{t('tasks.made', { count: tasks.length })}</Link>
  );
}
