import { expect, test } from 'vitest';
import { Secrets } from './secrets.ts';

const noted = () => {
  const secrets = new Secrets();
  secrets.add('pairing code', '7K2M-Q4RT-9XWZ');
  secrets.add('matching code', '482913');
  return secrets;
};

test.each([
  ['pairing code', '{"msg":"claimed 7K2M-Q4RT-9XWZ"}'],
  ['matching code', '{"code":"482913"}'],
  ['API key', 'Authorization: Bearer nod_0a1b2c3d4e5f_00112233445566778899aabb'],
  ['JWT', 'token eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJodHRwIn0.c2ln'],
  ["push endpoint's path", 'POST https://fcm.googleapis.com/fcm/send/dXk2p9ab:APA91bF'],
  ['link with a secret', 'GET http://localhost:4400/#/pair/AAAAAAAAAAAAAAAAAAAAAA'],
])('a %s in a log is found', (kind, line) => {
  const [leak = ''] = noted().leaksIn(`{"msg":"fine"}\n${line}`);
  expect(leak).toContain(kind);
  expect(leak).toContain('•••');
  expect(leak).not.toMatch(/482913|7K2M|nod_0a1b|eyJhbG/);
});

test('a longer number that holds the digits of a code is not that code', () => {
  expect(noted().leaksIn('{"bytes":14829130,"ms":0.482913}')).toEqual([]);
});

test('a secret too short to be told from chance is refused', () => {
  expect(() => noted().add('matching code', '4829')).toThrow('4 characters');
});
