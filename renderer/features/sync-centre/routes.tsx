import type { RouteObject } from 'react-router';
import { InboxPage } from './inbox/inbox-page.tsx';
import { StoragePage } from './storage/storage-page.tsx';
import { StickPage } from './stick/stick-page.tsx';
import { DoctorPage } from './doctor/doctor-page.tsx';
import { SyncCentrePage } from './sync-centre-page.tsx';
import { WeekPage } from './week/week-page.tsx';

export const syncCentreRoutes: RouteObject[] = [
  { path: 'sync', element: <SyncCentrePage /> },
  { path: 'sync/inbox', element: <InboxPage /> },
  { path: 'sync/week', element: <WeekPage /> },
  { path: 'sync/storage', element: <StoragePage /> },
  { path: 'sync/stick', element: <StickPage /> },
  { path: 'sync/doctor', element: <DoctorPage /> },
];
