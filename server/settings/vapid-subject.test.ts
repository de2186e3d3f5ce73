import { expect, test } from 'vitest';
import { isUnreachableSubject } from './vapid-subject.ts';

test.each([
  'mailto:ops@nod.local',
  'mailto:ops@NOD.Local',
  'mailto:ops@nod.internal',
  'mailto:ops@nod.invalid',
  'mailto:ops@example.test',
  'mailto:ops@router.home.arpa',
  'mailto:ops@home.arpa',
  'mailto:ops@nod.local.',
  'mailto:ops@nas',
  'mailto:ops@localhost',
  'mailto:ops@192.168.1.2',
  'mailto:ops@[192.168.1.2]',
  'mailto:ops@[IPv6:fd00::1]',
  'https://10.0.0.1/contact',
  'https://203.0.113.7',
  'https://[fd00::1]',
  'https://nod.internal/contact',
  'https://localhost',
])('%s leads to nobody', (subject) => {
  expect(isUnreachableSubject(subject)).toBe(true);
});

test.each([
  'mailto:you@example.org',
  'mailto:ops@local.example.org',
  'mailto:ops@test.de',
  'https://example.org/contact',
  'https://internal.example.org',
])('%s may be somebody', (subject) => {
  expect(isUnreachableSubject(subject)).toBe(false);
});
