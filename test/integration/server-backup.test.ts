import { backupSuite } from './server-suites/backup.ts';

backupSuite({ name: 'PGlite', options: async () => ({}) });
