import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Inspection } from '../../../../shared/domain/inspections/inspection.ts';
import { Iso, Num } from '../../../ui/iso.tsx';
import { Tag } from '../../../ui/tag.tsx';
import { useWords } from '../../../ui/words.ts';
import { NewerVersion } from '../move/newer-version.tsx';
import type { VisitFrame } from './visit-query.ts';
import { useVisitUi } from './visit-ui.ts';

interface VisitHeaderProps {
  readonly frame: VisitFrame;
  readonly inspection: Inspection;
  readonly canEdit: boolean;
}

/** Where, when, who. */
export function VisitHeader({ frame, inspection, canEdit }: VisitHeaderProps): ReactNode {
  const { t } = useTranslation('inspections');
  const words = useWords();
  const names = inspection.officers.map((officer) => {
    const known = frame.officers.get(officer);
    return known ? words(known.name) : officer;
  });
  return (
    <header className="jd-visit-head">
      <Link
        to="/inspections"
        className="jd-visit-back"
        aria-label={t('visit.toList')}
        title={t('visit.toList')}
      >
        <span className="jd-chevron" aria-hidden="true" />
      </Link>
      <h1 className="jd-clip">
        {frame.institution ? words(frame.institution.name) : inspection.institutionId}
      </h1>
      <span className="jd-visit-facts jd-clip">
        <Num>{inspection.startedOn}</Num> · <Iso>{names[0]}</Iso> · <Iso>{names[1]}</Iso>
      </span>
      <span className="jd-visit-head-end">
        {canEdit ? <NewerVersion inspection={inspection} /> : null}
        {canEdit ? null : <Tag tone="soon">{t('visit.readOnly')}</Tag>}
        {inspection.signatures.length > 0 ? <Tag tone="accent">{t('visit.changeVoids')}</Tag> : null}
        <NotSaved />
      </span>
    </header>
  );
}

/** Only what needs somebody: each row and the status bar prove what was saved. */
function NotSaved(): ReactNode {
  const { t } = useTranslation('inspections');
  const failed = useVisitUi((now) => [...now.marks.values()].filter((mark) => mark.kind === 'failed').length);
  return failed > 0 ? <Tag tone="late">{t('visit.notSavedCount', { count: failed })}</Tag> : null;
}
