import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useTroubledPhotos } from './queries.ts';

/** Stands on the first page until a person has dealt with every photo that cannot go by itself. */
export function PhotoTroubleNote(): ReactNode {
  const { t } = useTranslation('photos');
  const count = useTroubledPhotos();
  if (count === 0) return null;
  return (
    <section className="jd-problem jd-problem-late" role="alert">
      <p>{t('note.trouble', { count })}</p>
      <Link to="/sync?group=photos">{t('note.troubleOpen')}</Link>
    </section>
  );
}
