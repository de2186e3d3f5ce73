import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { expect, test } from 'vitest';
import type { Language } from '../languages/languages.ts';
import { speakInWorker } from './background/speak.ts';
import { openDatabase } from './indexeddb/database.ts';
import { chooseLanguage, chosenLanguage, languageHere } from './language.ts';
import { receivePush } from './receive.ts';
import { pair, startHarness } from './testing/harness.ts';

let databases = 0;

function settings() {
  databases += 1;
  return openDatabase(`language-${databases}`);
}

test('what was chosen in Settings beats the browser’s languages, until it is taken back', async () => {
  const database = settings();
  expect(await languageHere(database, ['fr-CA', 'en'])).toBe('fr');
  await chooseLanguage(database, 'de');
  expect(await languageHere(database, ['fr-CA', 'en'])).toBe('de');
  expect(await chosenLanguage(database)).toBe('de');
  await chooseLanguage(database, undefined);
  expect(await languageHere(database, ['fr-CA', 'en'])).toBe('fr');
  expect(await chosenLanguage(database)).toBeUndefined();
});

test('a choice that this version doesn’t have counts as none, and without any known language it is English', async () => {
  const database = settings();
  await chooseLanguage(database, 'tlh' as Language);
  expect(await languageHere(database, ['nl', 'fr'])).toBe('fr');
  expect(await languageHere(database, ['nl', 'tlh'])).toBe('en');
  expect(await languageHere(database, [])).toBe('en');
});

test('where nothing can be read, the browser’s language is spoken', async () => {
  const newer = await openDB('language-refused', 99);
  newer.close();
  const refused = openDatabase('language-refused');
  await expect(chosenLanguage(refused)).rejects.toMatchObject({ code: 'storage_refused' });
  expect(await languageHere(refused, ['ja-JP'])).toBe('ja');
});

test('a notification is in the language chosen, from the next push on', async () => {
  const worker = settings();
  const harness = await startHarness();
  const deviceId = await pair(harness);
  /** The first words of a request's notification, and of one that says what happened. */
  const told = async () => {
    harness.shown.length = 0;
    await speakInWorker(worker, ['fr']);
    const announcement = harness.server.trust.tell('device.idle', { device: { id: deviceId, name: 'Laptop' } });
    const pushes = [
      await harness.server.challenge(),
      await harness.server.notice(deviceId, { notice: 'announcement', announcement }),
    ];
    for (const { push } of pushes) await receivePush(harness.core, push);
    const [request, happened] = harness.shown;
    return [request?.body.split(' ')[0], happened?.title.split(' ')[0]];
  };

  await chooseLanguage(worker, 'de');
  expect(await told()).toEqual(['Anmelden', 'Öffnen']);
  await chooseLanguage(worker, 'es');
  expect(await told()).toEqual(['¿Iniciar', 'Abre']);
  await chooseLanguage(worker, undefined);
  expect(await told()).toEqual(['Connexion', 'Ouvrez']);
});
