import { useMemo, type ReactNode } from 'react';
import { RouterProvider } from 'react-router/dom';
import { buildRouter } from './router.tsx';

/** Everything a signed-in officer sees. The router lives as long as the session. */
export function Frame(): ReactNode {
  const router = useMemo(buildRouter, []);
  return <RouterProvider router={router} />;
}
