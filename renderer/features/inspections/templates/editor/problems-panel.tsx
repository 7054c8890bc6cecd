import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TemplateFault } from '../../../../../shared/domain/inspections/template-problems.ts';
import { Num } from '../../../../ui/iso.tsx';
import { useEditor, type Selection } from './editor-context.tsx';

/** Everything that keeps the draft from being published; each leads to its field. */
export function ProblemsPanel(): ReactNode {
  const { t } = useTranslation('templates');
  const { editor, faults, select } = useEditor();
  const clashes = editor.draft.clashes;
  if (faults.length + clashes.length === 0) return <p className="jd-problems-none">{t('problems.none')}</p>;
  // i18n-dynamic: templates:problem.*, templates:language.*
  return (
    <ul className="jd-problems">
      {clashes.map((clash) => (
        <li key={clash.act}>
          <button type="button" className="jd-bare" onClick={() => select(placeOfPart(clash.part))}>
            <Num>{clash.part.split(':')[1] ?? ''}</Num> {t('clash.title')}
          </button>
        </li>
      ))}
      {faults.map((fault, at) => (
        <li key={at}>
          <button type="button" className="jd-bare" onClick={() => select(placeOf(fault), fault.at.field)}>
            <Num>{fault.at.part === 'rule' ? ruleItem(fault) : fault.at.id}</Num>{' '}
            {t(`problem.${fault.kind}`, {
              ...fault.details,
              language: t(`language.${fault.details['language'] ?? 'zh'}`),
            })}
          </button>
        </li>
      ))}
    </ul>
  );

  function ruleItem(fault: TemplateFault): string {
    return editor.content.rules.find((rule) => rule.id === fault.at.id)?.rule.when.item ?? '';
  }

  function placeOf({ at }: TemplateFault): Selection {
    if (at.part === 'head' || at.part === 'section' || at.part === 'item')
      return { part: at.part, id: at.id };
    return placeOfPart(`rule:${at.id}`);
  }

  function placeOfPart(part: string): Selection {
    const [kind, id = ''] = part.split(':');
    if (kind === 'section' || kind === 'item') return { part: kind, id };
    const item = editor.content.rules.find((rule) => rule.id === id)?.rule.when.item;
    return item === undefined ? { part: 'head', id: '' } : { part: 'item', id: item };
  }
}
