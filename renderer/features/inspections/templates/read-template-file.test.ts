import { expect, test } from 'vitest';
import annual from '../../../../resources/domain/templates/annual-practice-inspection.json' with { type: 'json' };
import { readTemplateFile } from './read-template-file.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test('a file as the region publishes it becomes a draft, its id without signs a bureau id cannot hold', () => {
  const file = readTemplateFile(bytes(JSON.stringify({ ...annual, id: 'Annual Practice' })));
  expect(file.kind === 'read' && [file.templateId, file.version, file.content.items.length]).toEqual([
    'annual-practice',
    '1.0.0',
    60,
  ]);
});

test.each([
  ['text that is no JSON', bytes('{"id":'), 'not-json', /.+/],
  ['another encoding', new Uint8Array([0xbc, 0xec, 0xb2, 0xe9]), 'not-utf8', /^$/],
  ['a file of something else', bytes('{"id":"x","version":"1.0.0"}'), 'not-a-template', /^title$/],
  ['a file that is far too large', new Uint8Array(400_001), 'too-large', /^$/],
])('%s is named, and where', (_name, given, kind, where) => {
  const file = readTemplateFile(given);
  expect(file.kind).toBe(kind);
  expect(file.kind !== 'read' && file.where).toMatch(where);
});
