import { expect, it } from 'vitest';
import { pseudo, unspokenIn } from '../../shared/ui/gallery/pseudo.ts';
import { codeMail } from '../fallbacks/email-code-words.ts';
import { serverWords } from '../words/en.ts';
import { mailOf } from './email-words.ts';
import type { FullAnnouncement } from './view.ts';

const words = pseudo(serverWords);
const named = (name: string) => ({ id: 'dev_1', name, kind: 'pwa', platform: 'Android' }) as const;

function full(what: string, by: string, detail: Record<string, unknown>): FullAnnouncement {
  const row = { what, device_id: 'dev_1', by_whom: by, count: 3, at_ms: 0, last_at_ms: 9, ip: '192.0.2.1' };
  const application = { id: 'app_1', name: 'Harbour', concealsDenials: false };
  return { row, detail, device: named('Pixel'), by: named('Laptop'), branch: [], application } as never;
}

it('no e-mail says anything past the catalogue', () => {
  const to = { words, username: 'Alice', serverName: 'Nod', origin: 'https://nod.example', undoUntilMs: 90_000 };
  const detail = { location: 'Berlin', from: 'Pixel', to: 'Laptop', letInAtMs: 99, removalAtMs: 99, countsFromMs: 99 };
  const whats = [...Object.keys(serverWords.happened), 'something.newer'];
  const mails = whats.flatMap((what) =>
    ['device', 'operator', 'application', 'email', 'recovery'].flatMap((by) =>
      [null, 'https://nod.example/undo#1'].map((undoUrl) => mailOf({ ...to, full: full(what, by, detail), undoUrl })),
    ),
  );
  mails.push(mailOf({ ...to, full: full('device.waits', 'device', { delayMs: 3_600_000 }), undoUrl: to.origin }));
  const login = { application: 'Harbour', code: '12345678', ip: '192.0.2.1', place: 'Berlin', lifeMinutes: 10 };
  mails.push(codeMail({ ...to, ...login }));
  const ofPeople = [
    'Alice',
    'Pixel',
    'Laptop',
    'Android',
    'Harbour',
    'Berlin',
    'https://nod.example/undo#1',
    to.origin,
  ];
  // What a mail program would make a link of is written with spaces.
  ofPeople.push('nod.example', 'nod example', 'https');
  const found = mails.flatMap(({ subject, text }) => [subject, text]).flatMap((said) => unspokenIn(said, ofPeople));
  expect(found.filter((text) => !/^When\b.*UTC$/.test(text))).toEqual([]);
});
