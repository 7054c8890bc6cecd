import type { RouteObject } from 'react-router';
import { WorkListPage } from './list-page.tsx';

export const worklistRoutes: RouteObject[] = [{ path: 'work', element: <WorkListPage /> }];
