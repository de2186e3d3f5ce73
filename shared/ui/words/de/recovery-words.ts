import { countedIn } from '../../../languages/counted.ts';
import type { Here } from '../here.ts';
import type { recoveryWords as english } from '../recovery-words.ts';

const counted = countedIn('de');
const lost = (here: Here) => (here === 'phone' ? 'Ist dieses Handy verloren' : 'Ist dieser Computer verloren');

/** Recovery codes: making them, keeping them, and getting in by one. Apart from `words`, since only lazy screens say this. */
export const recoveryWords: typeof english = {
  title: 'Notfallcodes',
  note: 'Auf Papier, falls Sie kein Gerät mehr haben',
  offer: (here: Here) =>
    `Noch etwas: ${lost(here)}, kommen Sie mit Notfallcodes auf Papier wieder hinein. Ohne sie hilft nur der Betreiber des Servers. Mit „Fertig“ lassen Sie das für später: Es steht unter „Konto“.`,
  /** In place of the offer, where there are some already. */
  kept: (here: Here, left: number) =>
    `${lost(here)}, können Sie mit Ihren Notfallcodes ein neues Gerät aufnehmen. ${counted(left, { one: 'Einer ist', other: '# sind' })} übrig.`,
  /** In place of words.accounts.onlyDeviceNext. */
  onlyDeviceNext: (host: string) =>
    `Wenn Sie es verlieren, können Sie mit Ihren Notfallcodes ein neues aufnehmen. Koppeln Sie auch ein zweites: Öffnen Sie darauf ${host} und geben Sie einen Code ein. Sie bekommen ihn dort, wo Sie den ersten bekommen haben.`,
  lead: (here: Here) =>
    `${lost(here)} oder kaputt, können Sie mit einem Notfallcode ein neues Gerät aufnehmen, auch ohne ein anderes. Bewahren Sie die Codes auf Papier auf, nicht bei ${here === 'phone' ? 'Ihrem Handy' : 'Ihrem Computer'}.`,
  looking: 'Nod sieht nach…',
  none: 'Sie haben keine Notfallcodes',
  noneNext: 'Ohne sie und ohne ein anderes Gerät hilft Ihnen nur der Betreiber des Servers wieder hinein.',
  left: (count: number) =>
    count === 0
      ? 'Alle Codes sind verbraucht'
      : counted(count, { one: '# Code ist übrig', other: '# Codes sind übrig' }),
  made: (when: string) => `Erstellt: ${when}`,
  few: 'Erstellen Sie neue, solange Sie noch können. Die alten gelten dann nicht mehr.',
  /** On the first screen. */
  fewLeft: (count: number) =>
    count === 0
      ? 'Alle Ihre Notfallcodes sind verbraucht'
      : counted(count, { one: 'Ein Notfallcode ist übrig', other: '# Notfallcodes sind übrig' }),
  fewNext:
    'Damit kommen Sie wieder hinein, wenn alles andere verloren ist. Erstellen Sie neue, solange Sie noch können.',
  make: 'Notfallcodes erstellen',
  makeNew: 'Neue Codes erstellen',
  making: 'Werden erstellt…',
  askTitle: 'Neue Codes erstellen?',
  askBody:
    'Die Codes auf Ihrem alten Blatt, falls Sie eines haben, gelten dann nicht mehr. Alle Ihre Geräte erfahren davon.',

  fresh: 'Ihre Notfallcodes',
  freshLead: 'Nod zeigt diese Codes nur dieses eine Mal. Drucken oder speichern Sie sie jetzt. Jeder gilt einmal.',
  print: 'Drucken',
  save: 'Als Datei speichern',
  copy: 'Kopieren',
  copied: 'Kopiert',
  copyFailed: 'Kopieren ist hier nicht erlaubt',
  keep: 'Ich habe die Codes gesichert',
  keepTitle: 'Haben Sie die Codes gesichert?',
  keepBody: 'Nod kann diese Codes nicht noch einmal zeigen.',
  fileName: 'nod-notfallcodes.txt',

  sheet: {
    title: 'Notfallcodes für Nod',
    address: 'Adresse',
    realm: 'Gehört zu',
    username: 'Benutzername',
    codes: 'Codes',
    how: (address: string) =>
      `Handy verloren? Öffnen Sie ${address} in einem beliebigen Browser, oder wählen Sie beim Koppeln eines neuen Geräts „Ich habe einen Notfallcode“.`,
    warning:
      'Tippen Sie einen Code nirgendwo sonst ein. Wer Ihnen hilft, fragt nie danach, und keine andere Website braucht einen.',
  },

  use: {
    open: 'Ich habe einen Notfallcode',
    title: 'Notfallcode benutzen',
    lead: 'Nehmen Sie von Ihrem Blatt einen Code, den Sie noch nicht benutzt haben. Er gilt einmal.',
    letInLead: (here: Here) =>
      `Damit wird ${here === 'phone' ? 'dieses Handy' : 'dieser Computer'} aufgenommen, ohne dass ein anderes Gerät gefragt wird. Nehmen Sie einen, den Sie noch nicht benutzt haben.`,
    realm: 'Gehört zu',
    realmHint: 'So, wie es auf Ihrem Blatt steht.',
    username: 'Benutzername',
    usernameMissing: 'Tippen Sie den Benutzernamen ein, der auf Ihrem Blatt steht.',
    code: 'Notfallcode',
    codeHint: 'Groß oder klein ist egal, Bindestriche auch.',
    codeWrong: 'Ein Code hat 16 Buchstaben und Ziffern in vier Gruppen.',
    go: 'Diesen Code benutzen',
    busy: 'Wird geprüft…',
  },
};
