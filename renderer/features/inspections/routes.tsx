import type { RouteObject } from 'react-router';
import { InspectionListPage } from './list/list-page.tsx';
import { StartPage } from './start/start-page.tsx';
import { VisitPage } from './visit/visit-page.tsx';

/** `inspections`, `inspections/new?institution=<id>`, `inspections/<id>` (`?step=sign` for signing). */
export const inspectionsRoutes: RouteObject[] = [
  { path: 'inspections', element: <InspectionListPage /> },
  { path: 'inspections/new', element: <StartPage /> },
  { path: 'inspections/:inspectionId', element: <VisitPage /> },
];
