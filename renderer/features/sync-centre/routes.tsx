import type { RouteObject } from 'react-router';
import { SyncCentrePage } from './sync-centre-page.tsx';

export const syncCentreRoutes: RouteObject[] = [{ path: 'sync', element: <SyncCentrePage /> }];
