import { createHashRouter, Navigate } from 'react-router';
import { inspectionsRoutes } from '../../features/inspections/routes.tsx';
import { registryRoutes } from '../../features/registry/routes.tsx';
import { settingsRoutes } from '../../features/settings/routes.tsx';
import { syncCentreRoutes } from '../../features/sync-centre/routes.tsx';
import { worklistRoutes } from '../../features/worklist/routes.tsx';
import { AddOfficerPage } from './add-officer-page.tsx';
import { FrameLayout } from './layout.tsx';
import { PageFault } from './page-fault.tsx';

/** Addresses live behind the hash: the origin app://bureau serves one page. */
export function buildRouter(): ReturnType<typeof createHashRouter> {
  return createHashRouter([
    {
      element: <FrameLayout />,
      errorElement: <PageFault />,
      children: [
        {
          errorElement: <PageFault />,
          children: [
            { index: true, element: <Navigate to="/work" replace /> },
            ...worklistRoutes,
            ...inspectionsRoutes,
            ...registryRoutes,
            ...syncCentreRoutes,
            ...settingsRoutes,
            { path: 'settings/add-officer', element: <AddOfficerPage /> },
            { path: '*', element: <Navigate to="/work" replace /> },
          ],
        },
      ],
    },
  ]);
}
