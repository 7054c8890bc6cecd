import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActSummary } from '../../data/desk.ts';
import { Tag, type Tone } from '../../ui/tag.tsx';

const TONES: Readonly<Record<ActSummary['state'], Tone>> = {
  delivered: 'delivered',
  waiting: 'plain',
  quarantined: 'soon',
  withdrawn: 'plain',
};

/** The state of an act in one word. */
export function ActStateTag({ act }: { readonly act: ActSummary }): ReactNode {
  const { t } = useTranslation('sync-centre');
  // i18n-dynamic: sync-centre:equation.*
  return <Tag tone={TONES[act.state]}>{t(`equation.${act.state}`)}</Tag>;
}
