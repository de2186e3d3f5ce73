import { expect, test } from 'vitest';
import { readPairingText } from './pairing-text.ts';

const TOKEN = 'AAAAAAAAAAAAAAAAAAAAAA';

test.each([
  ['nod.example.org', 'https://nod.example.org'],
  ['  NOD.example.org/ ', 'https://nod.example.org'],
  ['https://nod.example.org:8443', 'https://nod.example.org:8443'],
  ['https://nod.example.org/some/path', 'https://nod.example.org'],
  ['localhost:4400', 'http://localhost:4400'],
  ['http://localhost:4400', 'http://localhost:4400'],
  ['127.0.0.1:4400', 'http://127.0.0.1:4400'],
])('%j is a server', (text, origin) => {
  expect(readPairingText(text)).toEqual({ kind: 'server', origin });
});

test('a link is a server and a token', () => {
  expect(readPairingText(` https://nod.example.org/#/pair/${TOKEN}\n`)).toEqual({
    kind: 'link',
    origin: 'https://nod.example.org',
    token: TOKEN,
  });
});

test.each([
  '',
  '   ',
  'not an address',
  'alice@nod.example.org',
  'https://alice:secret@nod.example.org',
  'http://nod.example.org',
  `http://nod.example.org/#/pair/${TOKEN}`,
  'ftp://nod.example.org',
  'javascript:alert(1)',
  'chrome://extensions',
  'http://localhost.evil.example',
])('%j is nothing to pair with', (text) => {
  expect(readPairingText(text)).toBeUndefined();
});
