import { countedIn } from '../../../languages/counted.ts';
import type { attachmentWords as english } from '../attachment-words.ts';

const counted = countedIn('de');
const entries = (count: number) => counted(count, { one: '# Eintrag', other: '# Einträge' });
/** After "von", which takes the dative. */
const ofEntries = (count: number) => counted(count, { one: '# Eintrag', other: '# Einträgen' });

/** What is attached to a request, and why a person says no. Apart from `words`, since few requests need it. */
export const attachmentWords: typeof english = {
  title: (count: number) => (count === 1 ? 'Angehängt: zuerst lesen' : 'Angehängt: zuerst alles lesen'),
  loading: 'Der Anhang wird geholt…',
  lines: (count: number) => counted(count, { one: '# Zeile', other: '# Zeilen' }),
  plain: 'Text',
  diff: 'Änderungen',
  markdown: 'Markdown, wie geschrieben',
  json: 'JSON',
  added: 'Neu:',
  removed: 'Entfernt:',
  hidden: (count: number) =>
    counted(count, {
      one: 'Darin steht ein unsichtbares Zeichen. Es erscheint als Nummer, etwa U+202E.',
      other: 'Darin stehen # unsichtbare Zeichen. Sie erscheinen als Nummern, etwa U+202E.',
    }),
  asText: 'Als Text zeigen',
  folded: 'Eingeklappt zeigen',
  entries,
  more: (count: number, all: number) => `${count} weitere von ${ofEntries(all)} zeigen`,
  goesOn: 'Es geht weiter: Scrollen Sie, oder wählen Sie „Mehr zeigen“.',
  showMore: 'Mehr zeigen',
  end: (name: string) => `Ende von ${name}`,
  readAll: '„Freigeben“ geht, sobald Sie überall bis zum Ende gescrollt haben.',
  read: 'Bis zum Ende gelesen',
  reason: {
    title: 'Ablehnen und sagen, warum',
    lead: (application: string) => `${application} bekommt es vielleicht zu lesen, Wort für Wort.`,
    notAsked: 'Darum habe ich nicht gebeten',
    wrong: 'Etwas darin ist falsch',
    notNow: 'Jetzt nicht: später noch einmal fragen',
    own: 'In Ihren Worten',
    hint: (most: number) => `Höchstens ${most} Zeichen.`,
    deny: 'Mit diesem Grund ablehnen',
    refused: 'Nur einfache Buchstaben und Zeichen, in einer Zeile.',
  },
};
