import { expect, test } from 'vitest';
import { approvedByWay } from './approved-by-way.ts';

test.each([
  ['totp', /by six digits of another app/, /remove that app/, 'totp'],
  ['offline', /by digits of an offline phone/, /pause it at once/, 'account'],
  ['email', /by a code from an e-mail/, /reads your e-mail/, 'history'],
  ['bypass', /by a one-time code/, /whoever runs the server/, 'history'],
  ['of tomorrow', /without a device/, /change your password/i, 'history'],
  ['toString', /without a device/, /change your password/i, 'history'],
  [null, /without a device/, /change your password/i, 'history'],
])('a request approved by %s names the way and the step that fits, and no other device', (way, body, next, leadsTo) => {
  const said = approvedByWay(way, 'Bay Archive');
  expect(said).toMatchObject({ title: 'Approved without a device', leadsTo });
  expect(said.body).toMatch(body);
  expect(said.body).toContain('Bay Archive');
  expect(said.next).toMatch(next);
});
