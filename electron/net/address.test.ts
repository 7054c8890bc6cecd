import { expect, test } from 'vitest';
import { parseAddress } from './address.ts';

test.each([
  ['sfj.xj.gov.cn', 'https://sfj.xj.gov.cn:8443'],
  ['sfj.xj.gov.cn:443', 'https://sfj.xj.gov.cn:443'],
  [' https://SFJ.xj.gov.cn:9000/ ', 'https://sfj.xj.gov.cn:9000'],
  ['10.0.0.7', 'https://10.0.0.7:8443'],
  ['[::1]:8443', 'https://[::1]:8443'],
])('%s is the server %s', (typed, origin) => {
  expect(parseAddress(typed)?.origin).toBe(origin);
});

test.each(['', '   ', 'http://plain.example', 'two words', 'host/path', 'user@host', 'host:99999', '::1'])(
  '"%s" names no server',
  (typed) => {
    expect(parseAddress(typed)).toBeNull();
  },
);

test('an address is stored so that it reads back as itself', () => {
  const address = parseAddress('localhost:18443');
  expect(parseAddress(address?.text ?? '')).toEqual(address);
});
