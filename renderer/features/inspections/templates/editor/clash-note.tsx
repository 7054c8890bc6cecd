import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { changeOf } from '../../../../../shared/domain/inspections/draft-edits.ts';
import { partOf } from '../../../../../shared/domain/inspections/template-draft.ts';
import type { JsonValue } from '../../../../../shared/lib/json.ts';
import { Iso } from '../../../../ui/iso.tsx';
import { useEditor } from './editor-context.tsx';

/** Two officers changed the same part without seeing each other: both versions, and the choice. */
export function ClashNote({ part }: { readonly part: string }): ReactNode {
  const { t } = useTranslation('templates');
  const { editor } = useEditor();
  const clashes = editor.draft.clashes.filter((clash) => clash.part === part);
  const standing = partOf(editor.content, part);
  return clashes.map((clash) => (
    <div key={clash.act} className="jd-problem" role="group" aria-label={t('clash.title')}>
      <p>{t('clash.title')}</p>
      <dl>
        <dt>{t('clash.standing')}</dt>
        <dd>
          <Difference of={standing} against={clash.value} />
        </dd>
        <dt>{t('clash.other')}</dt>
        <dd>
          <Difference of={clash.value} against={standing} />
        </dd>
      </dl>
      <div className="jd-problem-foot">
        <Button size="small" onClick={() => void editor.save([], { settles: [clash.act] })}>
          {t('clash.keep')}
        </Button>
        <Button
          size="small"
          onClick={() =>
            void editor.save([changeOf(editor.now(), part, clash.value)], { settles: [clash.act] })
          }
        >
          {t('clash.take')}
        </Button>
      </div>
    </div>
  ));
}

/** Only the fields that differ, in words. */
function Difference({ of, against }: { readonly of: JsonValue; readonly against: JsonValue }): ReactNode {
  const { t } = useTranslation('templates');
  if (of === null) return <span className="jd-soft">{t('clash.removed')}</span>;
  const lines = leaves(of).filter(
    ([path, text]) => !leaves(against).some(([p, v]) => p === path && v === text),
  );
  return lines.map(([path, text]) => (
    <p key={path}>
      <Iso>{text}</Iso>
    </p>
  ));
}

function leaves(value: JsonValue, path = ''): readonly (readonly [string, string])[] {
  if (value === null || typeof value !== 'object') return [[path, String(value ?? '')]];
  return Object.entries(value).flatMap(([key, one]) => leaves(one as JsonValue, `${path}.${key}`));
}
