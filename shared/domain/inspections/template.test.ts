import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { anItem, aTemplate, aTemplateBody } from '../../../test/support/inspection-builders.ts';
import { isKnownKind, readTemplate } from './template.ts';

const published = new URL(
  '../../../resources/domain/templates/annual-practice-inspection.json',
  import.meta.url,
);

test('the published annual template reads whole: 60 items, each of a kind this app knows', () => {
  const body = readFileSync(published, 'utf8');
  const read = readTemplate({ templateId: 'annual-practice-inspection', version: '1.0.0', body });
  expect(read.ok && read.value.items.length).toBe(60);
  expect(read.ok && read.value.items.filter((item) => !isKnownKind(item.kind))).toEqual([]);
});

test('a template with an item of an unknown kind is read, so that its text can be shown', () => {
  const read = readTemplate(aTemplate(aTemplateBody([anItem('DR-A01', { kind: 'hologram' })])));
  expect(read.ok && read.value.items.map((item) => [item.kind, isKnownKind(item.kind)])).toEqual([
    ['hologram', false],
  ]);
});

test('text that is no JSON, or not of a template, is a value and not an exception', () => {
  const template = aTemplate(aTemplateBody([anItem('DR-A01')]));
  expect(readTemplate({ ...template, body: '{' })).toEqual({
    ok: false,
    error: { kind: 'template-unreadable' },
  });
  expect(readTemplate({ ...template, body: '{"items":[]}' })).toEqual({
    ok: false,
    error: { kind: 'template-unreadable' },
  });
});

test('a body signed under another id or version is not taken for this one', () => {
  const template = aTemplate(aTemplateBody([anItem('DR-A01')]));
  expect(readTemplate({ ...template, version: '2.0.0' })).toEqual({
    ok: false,
    error: { kind: 'template-mismatch' },
  });
  expect(readTemplate({ ...template, templateId: 'fee-inspection' })).toEqual({
    ok: false,
    error: { kind: 'template-mismatch' },
  });
});
