import { numberText } from '../../../../../shared/domain/documents/document.ts';
import type { FactCell, Facts, FactWords } from '../../../../../shared/domain/documents/facts.ts';
import { publicText } from '../../../../../shared/domain/documents/public-text.ts';
import type { Answer } from '../../../../../shared/domain/inspections/inspection.ts';
import { isKnownKind } from '../../../../../shared/domain/inspections/template.ts';
import type { VisitParties } from '../../../../../shared/domain/inspections/visit-parties.ts';
import { lastEvent } from '../../../../../shared/domain/planning/task.ts';
import { officeTimeOf, civilDateOf } from '../../../../../shared/lib/dates.ts';
import { TEMPLATES } from '../../../../papers/templates.ts';
import type { InspectionCase } from './inspection-case.ts';
import { joined, officerWords, resultWords, said, severityWords } from './said.ts';

/** Every fact that the records give for papers about one inspection; each template takes what it declares. */
export function caseFacts(one: InspectionCase): Facts {
  return { ...partyFacts(one), ...taskFacts(one), ...visitFacts(one), documents: paperRows(one) };
}

function partyFacts({ institution, officers }: InspectionCase): Facts {
  return {
    institution: institution.name,
    licenceNo: institution.licenceNo,
    address: institution.address,
    officers: joined(
      officers.map((officer) =>
        officerWords(officer.name, 'certNo' in officer ? officer.certNo : officer.certificateNo),
      ),
    ),
  };
}

function taskFacts({ task, items, template }: InspectionCase): Facts {
  const names = items.length > 0 ? items.map((item) => item.name) : template ? [template.title] : [];
  const basis = [...new Set(items.flatMap((item) => item.basis))].join('；');
  const method = items[0] && said.method[items[0].method];
  const notified = task && lastEvent(task, 'notified');
  const concluded = task && lastEvent(task, 'concluded');
  return {
    ...(names.length > 0 ? { items: joined(names) } : {}),
    ...(basis === '' ? {} : { basis }),
    ...(method ? { method } : {}),
    ...(task ? { source: said.source[task.source.kind] } : {}),
    ...(notified ? { plannedOn: notified.visitOn, scope: notified.content, papers: notified.papers } : {}),
    ...(concluded ? { result: resultWords(concluded.result), opinion: concluded.text } : {}),
  };
}

function visitFacts(one: InspectionCase): Facts {
  const { visit, template, parties, findings, answers, attachments } = one;
  if (!visit) return {};
  const answered = [...answers.values()].filter((answer) => answer.current.value !== null);
  const failed = answered.filter(
    ({ current }) => current.value?.kind === 'choice' && current.value.choice === 'no',
  );
  return {
    visitOn: visit.startedOn,
    startTime: officeTimeOf(parties?.arrivedAt ?? visit.startedAt).slice(0, 5),
    ...endTime(one),
    ...told(parties),
    ...(parties?.representative
      ? { representative: `${parties.representative.name}（${parties.representative.role}）` }
      : {}),
    statement: parties?.statement ?? '',
    ...(template ? { form: template.title, answers: itemRows(one) } : {}),
    answered: String(answered.length),
    failed: String(failed.length),
    findings: findings.map(({ text, severity, basis, dueOn }) => ({
      text,
      severity: severityWords(severity),
      basis,
      dueOn,
    })),
    evidence: attachments
      .filter((attachment) => attachment.purpose === 'evidence')
      .map((attachment) => ({
        name: said.evidence.photo,
        item: attachment.itemId ?? '',
        takenAt: `${civilDateOf(attachment.takenAt)} ${officeTimeOf(attachment.takenAt).slice(0, 5)}`,
        size: `${Math.ceil(attachment.sizeBytes / 1000)} KB`,
        hash: attachment.sha256,
      })),
    results: [
      {
        institution: one.institution.name,
        licenceNo: one.institution.licenceNo,
        items: joined(
          one.items.length > 0 ? one.items.map((item) => item.name) : template ? [template.title] : [],
        ),
        visitOn: visit.startedOn,
        result: resultOf(one),
        // Problems are an officer's own words: struck here already, so that a preview never shows more than the paper.
        problems: publicText(findings.map((finding) => finding.text).join('；'), one.persons),
      },
    ],
  };
}

/** What is not noted yet is missing on the paper, not denied. */
function told(parties: VisitParties | null): Facts {
  if (!parties) return {};
  const { certificatesShown, rightsTold } = parties;
  return {
    ...(certificatesShown === null
      ? {}
      : { certificates: certificatesShown ? said.done.shown : said.done['not-shown'] }),
    ...(rightsTold === null ? {} : { rightsTold: rightsTold ? said.done.told : said.done['not-told'] }),
  };
}

function endTime({ parties, visit }: InspectionCase): Facts {
  const left = parties?.leftAt ?? visit?.sealedAt;
  return left ? { endTime: officeTimeOf(left).slice(0, 5) } : {};
}

function resultOf({ task, findings }: InspectionCase): FactWords {
  const concluded = task && lastEvent(task, 'concluded');
  if (concluded) return resultWords(concluded.result);
  return resultWords(findings.length > 0 ? 'ordered-to-rectify' : 'no-problem');
}

function itemRows({ template, answers }: InspectionCase): Record<string, FactCell>[] {
  return (template?.items ?? []).map((item) => {
    const answer = answers.get(item.id);
    return {
      code: item.id,
      item: item.text,
      answer: isKnownKind(item.kind) ? answerWords(answer) : said.answer.none,
      note: answer?.current.note ?? '',
    };
  });
}

function answerWords(answer: Answer | undefined): FactCell {
  const value = answer?.current.value;
  switch (value?.kind) {
    case 'choice':
      return said.answer[value.choice];
    case 'score':
      return String(value.points);
    case 'number':
      return value.value;
    case 'text':
      return value.text;
    case 'date':
      return value.on;
    case undefined:
      return said.answer.none;
  }
}

function paperRows({ papers }: InspectionCase): Record<string, FactCell>[] {
  return papers.flatMap((paper): Record<string, FactCell>[] => {
    const template = TEMPLATES.get(paper.kind);
    if (!template || paper.kind === 'file-index') return [];
    const note = paper.state === 'voided' ? said.evidence.voided : '';
    return [{ name: template.title, number: numberText(paper.number), issuedOn: paper.issuedOn, note }];
  });
}
