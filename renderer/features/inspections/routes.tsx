import type { RouteObject } from 'react-router';
import { InspectionListPage } from './list/list-page.tsx';
import { InspectorsPage } from './plan/inspectors-page.tsx';
import { ItemsPage } from './plan/items-page.tsx';
import { PlanPage } from './plan/plan-page.tsx';
import { PlansPage } from './plan/plans-page.tsx';
import { StartPage } from './start/start-page.tsx';
import { NewTaskPage } from './tasks/new-task-page.tsx';
import { TaskPage } from './tasks/task-page.tsx';
import { TasksPage } from './tasks/tasks-page.tsx';
import { VisitPage } from './visit/visit-page.tsx';

/** `inspections`, `inspections/new?institution=<id>`, `inspections/<id>` (`?step=sign` for signing). */
export const inspectionsRoutes: RouteObject[] = [
  { path: 'inspections', element: <InspectionListPage /> },
  { path: 'inspections/new', element: <StartPage /> },
  { path: 'inspections/plans', element: <PlansPage /> },
  { path: 'inspections/plans/:planId', element: <PlanPage /> },
  { path: 'inspections/pools', element: <ItemsPage /> },
  { path: 'inspections/pools/inspectors', element: <InspectorsPage /> },
  { path: 'inspections/tasks', element: <TasksPage /> },
  { path: 'inspections/tasks/new', element: <NewTaskPage /> },
  { path: 'inspections/tasks/:taskId', element: <TaskPage /> },
  { path: 'inspections/:inspectionId', element: <VisitPage /> },
];
