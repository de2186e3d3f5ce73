import type { popupWords as english } from '../popup-words.ts';

/** Sentences that only the extension says; those both shells share are in shared/ui. */
export const popupWords: typeof english = {
  pairTitle: 'Diesen Computer koppeln',
  pairBody: 'Das Koppeln öffnet sich in einem Tab, weil Ihr Browser dabei ein, zwei Fragen stellt.',
  pairInTab: 'In einem Tab koppeln',
  pairPageTitle: (host: string) => `Diese Seite koppelt mit ${host}`,
  pairPageBody: 'Ein Klick übernimmt ihren Code. Sie sehen, wessen Konto es ist, bevor etwas eingerichtet wird.',
  pairPage: 'Mit dieser Seite koppeln',

  startBody:
    'Öffnen Sie Ihr Konto dort, wo Sie sich anmelden, und fügen Sie ein Gerät hinzu. Sie bekommen dort einen Code und einen Link.',
  server: 'Adresse des Servers oder Kopplungslink',
  serverHint: 'Wo Nod läuft, zum Beispiel nod.example.org.',
  serverWrong: 'Das kann kein Nod-Server sein. Seine Adresse sieht aus wie nod.example.org und beginnt mit https.',
  serverMissing: 'Geben Sie zuerst die Adresse ein.',
  sitesNote: (sites: string) =>
    `Ihr Browser fragt gleich, ob Nod ${sites} ansehen darf: nur um zu erkennen, dass eine Anmeldeseite echt ist und keine Kopie.`,

  sites: 'Websites, die Nod ansehen darf',
  sitesNone: 'Noch keine. Nod fragt beim Koppeln oder wenn eine Anmeldung es braucht.',
  sitesRemove: 'Erlaubnis zurücknehmen',
  sitesWhy: 'Nur dort gibt ein Klick eine Anmeldung frei, denn Nod sieht, dass die Seite echt ist.',
};
