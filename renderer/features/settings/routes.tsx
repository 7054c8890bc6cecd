import type { RouteObject } from 'react-router';
import { PasswordPage } from './password-page.tsx';
import { SettingsPage } from './settings-page.tsx';

export const settingsRoutes: RouteObject[] = [
  { path: 'settings', element: <SettingsPage /> },
  { path: 'settings/password', element: <PasswordPage /> },
];
