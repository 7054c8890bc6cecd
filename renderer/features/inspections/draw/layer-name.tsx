import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Layer } from '../../../../shared/domain/planning/plan.ts';
import { Iso } from '../../../ui/iso.tsx';
import { useWords } from '../../../ui/words.ts';
import { countyName } from '../start/county-name.ts';

/** The name of a part of the pool: a county, a category, a risk; the whole where the plan has no parts. */
export function LayerName({ by, layer }: { readonly by: Layer; readonly layer: string }): ReactNode {
  const { t } = useTranslation(['draw', 'registry']);
  const words = useWords();
  if (layer === '') return t('draw:layer.whole');
  if (by === 'county') {
    const county = countyName(layer);
    return <Iso>{county ? words(county) : layer}</Iso>;
  }
  // i18n-dynamic: draw:layer.*, registry:category.*
  return by === 'category' ? t(`registry:category.${layer}`) : t(`draw:layer.${layer}`);
}
