import { rootDir } from '../lib/paths.ts';
import { readLocales } from './locale-files.ts';
import { usageProblems } from './locale-usage.ts';

const locales = readLocales(rootDir);
const problems = [...locales.problems, ...usageProblems(rootDir, locales)];
for (const problem of problems) process.stdout.write(`${problem}\n`);
process.stdout.write(
  `${locales.namespaces.size} namespaces, ${locales.zh.size} Chinese and ${locales.ug.size} Uyghur texts, ${problems.length} problems\n`,
);
if (problems.length > 0) process.exitCode = 1;
