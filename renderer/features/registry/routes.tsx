import type { RouteObject } from 'react-router';
import { AppraiserPage } from './appraiser-page.tsx';
import { AppraisersPage } from './appraisers-page.tsx';
import { ExchangePage } from './exchange/exchange-page.tsx';
import { InstitutionPage } from './institution-page.tsx';
import { RegistryPage } from './registry-page.tsx';
import { WarningsPage } from './warnings-page.tsx';

export const registryRoutes: RouteObject[] = [
  { path: 'registry', element: <RegistryPage /> },
  { path: 'registry/appraisers', element: <AppraisersPage /> },
  { path: 'registry/appraisers/:appraiserId', element: <AppraiserPage /> },
  { path: 'registry/warnings', element: <WarningsPage /> },
  { path: 'registry/exchange', element: <ExchangePage /> },
  { path: 'registry/:institutionId', element: <InstitutionPage /> },
];
