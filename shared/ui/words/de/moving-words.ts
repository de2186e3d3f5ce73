import { countedIn } from '../../../languages/counted.ts';
import type { Here } from '../here.ts';
import type { movingWords as english } from '../moving-words.ts';

const counted = countedIn('de');
const accounts = (count: number) => counted(count, { one: 'Ihr Konto', other: 'Ihre # Konten' });

/** Moving from an old phone to a new one: on both of them. Apart from `words`, as those of vouching-words.ts. */
export const movingWords: typeof english = {
  entry: 'Auf ein neues Handy umziehen',
  entryNote: 'Es ersetzt dieses hier',

  away: {
    title: 'Auf ein neues Handy umziehen',
    body: (count: number) =>
      `Das neue Handy übernimmt ${accounts(count)}, dieses hier antwortet dann nicht mehr. Das dauert zwei Minuten.`,
    steps: (host: string) => [
      `Öffnen Sie auf dem neuen Handy ${host}. Auf einem iPhone legen Sie Nod zuerst auf den Home-Bildschirm und öffnen es von dort.`,
      'Wählen Sie dort „Code scannen“ und scannen Sie diesen hier.',
      'Das neue Handy zeigt sechs Ziffern. Tippen Sie sie hier ein, wenn dieses Handy danach fragt.',
    ],
    others:
      'Konten auf anderen Servern liegen in einer eigenen App: Öffnen Sie diese und ziehen Sie mit ihnen von dort aus um.',
    start: 'Code zeigen',
    starting: 'Einen Moment…',
    qr: 'Code für den Umzug, zum Scannen mit dem neuen Handy',
    waiting: 'Gescannt? Dann fragt dieses Handy von selbst nach den Ziffern.',
    over: 'Dieser Code ist abgelaufen, damit niemand ein Foto davon benutzen kann.',
    again: 'Neuen Code zeigen',
    none: 'Hier ist kein Konto in Gebrauch, das umziehen könnte.',
  },

  here: {
    title: (here: Here) => (here === 'phone' ? 'Auf dieses Handy umziehen?' : 'Auf diesen Computer umziehen?'),
    body: (here: Here) =>
      `${here === 'phone' ? 'Dieses Handy' : 'Dieser Computer'} ersetzt das alte Handy, das dann nicht mehr für Sie antwortet.`,
    checking: 'Nod sieht nach, was umzieht…',
    start: 'Hierher umziehen',
    notMine: 'Nicht meins',
    working: 'Umzug läuft…',
    workingBody: (here: Here) =>
      `Das kann je Konto bis zu 20 Sekunden dauern. Lassen Sie ${here === 'phone' ? 'dieses Handy' : 'diesen Computer'} an.`,
    lead: 'Das alte Handy fragt jetzt nach diesen Ziffern. Tippen Sie sie dort ein.',
    testLost: {
      title: 'Die Test-Benachrichtigung ist nicht angekommen',
      body: 'Das Konto ist jetzt hier, aber Benachrichtigungen dafür kommen noch nicht an.',
      nextStep: 'Versuchen Sie es erneut.',
    },
  },
};
