import type { RouteObject } from 'react-router';
import { InstitutionPage } from './institution-page.tsx';
import { RegistryPage } from './registry-page.tsx';

export const registryRoutes: RouteObject[] = [
  { path: 'registry', element: <RegistryPage /> },
  { path: 'registry/:institutionId', element: <InstitutionPage /> },
];
