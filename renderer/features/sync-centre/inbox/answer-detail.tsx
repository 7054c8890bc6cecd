import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ConflictItem, ConflictVersion } from '../../../../shared/domain/conflict-item.ts';
import { inspectionKind } from '../../../../shared/domain/inspections/inspection.ts';
import { resolveAnswer } from '../../../../shared/domain/inspections/mutations.ts';
import type { JsonValue } from '../../../../shared/lib/json.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import type { ActOutcome } from '../../../data/desk.ts';
import { useLive } from '../../../data/use-live.ts';
import { Iso, Num } from '../../../ui/iso.tsx';
import { dateTimeText } from '../../../ui/format.ts';
import { useWords } from '../../../ui/words.ts';
import { useOfficerNames } from '../queries.ts';
import { OutcomeNote } from '../../../ui/outcome-note.tsx';
import { useSubject } from './queries.ts';
import { ValueText } from './value-text.tsx';

interface Version {
  readonly value: JsonValue;
  readonly by: ConflictVersion;
}

/** Two officers answered one item differently without seeing each other; the lead officer chooses. */
export function AnswerDetail({ item }: { readonly item: ConflictItem }): ReactNode {
  const { t } = useTranslation('inbox');
  const words = useWords();
  const desk = useDesk();
  const nameOf = useOfficerNames();
  const subject = useSubject('inspections', item.recordId);
  const visit = useLive(
    () => desk.records.get(inspectionKind, item.recordId),
    ['inbox-visit', item.recordId],
  );
  const [outcome, setOutcome] = useState<ActOutcome | null>(null);
  const lead = visit.state === 'ready' ? (visit.value?.officers[0] ?? null) : null;
  const itemId = item.lines[0]?.field ?? '';
  const keep = async (act: string): Promise<void> =>
    setOutcome(await desk.act(resolveAnswer, { inspectionId: item.recordId, itemId, keep: act }));
  return (
    <section className="jd-panel jd-inbox-detail" aria-label={t('answer.label')}>
      <header>
        <h2 className="jd-subtitle">
          {subject ? (
            <Link to={`${subject.path}?item=${itemId}`}>
              <Iso>{words(subject.name)}</Iso>
            </Link>
          ) : (
            t('conflict.notHere')
          )}
        </h2>
        <Num className="jd-code">{itemId}</Num>
      </header>
      <p className="jd-soft">
        {lead === desk.officerId || lead === null
          ? t('answer.youChoose')
          : t('answer.leadChooses', { name: nameOf(lead) })}
      </p>
      <ul className="jd-answer-versions">
        {versionsOf(item).map(({ value, by }) => (
          <li key={by.act} className="jd-panel">
            <ValueText field={itemId} value={value} />
            <div className="jd-soft jd-small">
              <Iso>{nameOf(by.by)}</Iso> · <Num>{dateTimeText(by.at)}</Num>
            </div>
            {lead === desk.officerId ? (
              <Button size="small" onClick={() => void keep(by.act)}>
                {t('answer.keep')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      <OutcomeNote outcome={outcome} />
    </section>
  );
}

/** The answer in force first, then every other one, each once. */
function versionsOf(item: ConflictItem): readonly Version[] {
  const versions = item.lines.flatMap(({ theirs, theirsBy, mine, mineBy }): Version[] => [
    ...(theirsBy ? [{ value: theirs, by: theirsBy }] : []),
    { value: mine, by: mineBy },
  ]);
  return versions.filter(
    (version, i) => versions.findIndex((other) => other.by.act === version.by.act) === i,
  );
}
