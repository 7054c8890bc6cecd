import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Iso } from '../../../ui/iso.tsx';

/** A reason the rules give, in words; what a person wrote as it stands. */
export function ReasonText({ reason }: { readonly reason: string }): ReactNode {
  const { t, i18n } = useTranslation('draw');
  // i18n-dynamic: draw:reason.*
  return i18n.exists(`draw:reason.${reason}`) ? t(`reason.${reason}`) : <Iso>{reason}</Iso>;
}
