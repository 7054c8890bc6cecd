import { useTranslation } from 'react-i18next';
import type { RegisterWarning } from '../../../shared/domain/registry/warnings.ts';
import type { Tone } from '../../ui/tag.tsx';
import { useScopeName } from './field-value.tsx';

/** How long there is, or what is short, in a few words. */
export function useWarningWords(): (warning: RegisterWarning) => string {
  const { t } = useTranslation('registers');
  const scopeName = useScopeName();
  return ({ kind, near, about, count }) => {
    if (kind === 'too-few-appraisers')
      return t('warning.tooFew', { what: scopeName(about), count: count ?? 0 });
    if (kind === 'accreditation-missing') return t('warning.noAccreditation', { what: scopeName(about) });
    if (kind === 'training') return t('warning.training', { year: about, count: count ?? 0 });
    if (!near) return '';
    if (near.stage === 'ended') return t('warning.ended', { count: -near.daysLeft });
    if (near.daysLeft === 0) return t('warning.today');
    if (near.stage === 'too-late') return t('warning.tooLate', { count: near.daysLeft });
    return t('warning.left', { count: near.daysLeft });
  };
}

export function warningTone({ kind, near }: RegisterWarning): Tone {
  if (near) {
    if (near.stage === 'ended') return 'late';
    return typeof near.stage === 'number' && near.stage > 60 ? 'plain' : 'soon';
  }
  return kind === 'training' ? 'plain' : 'late';
}
