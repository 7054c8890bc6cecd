import { useTranslation } from 'react-i18next';
import type { Bilingual } from '../../shared/lib/text.ts';

/** Picks the words of the language on screen. */
export function useWords(): (words: Bilingual) => string {
  const { i18n } = useTranslation();
  return (words) => wordsIn(i18n.language, words);
}

export function wordsIn(language: string, words: Bilingual): string {
  return language === 'ug-CN' ? words.ug : words.zh;
}
