import type { Here } from '../here.ts';
import type { totpWords as english } from '../totp-words.ts';

/** An app that shows six digits, for when no device of Nod is at hand. Apart from `words`: only its screen says this. */
export const totpWords: typeof english = {
  title: 'Sechs Ziffern einer anderen App',
  lead: 'Eine App, die jede halbe Minute eine neue Zahl zeigt, kann Sie anmelden, wenn keines Ihrer Geräte zur Hand ist und die Anwendung das annimmt.',
  linkNote: 'Wenn keines Ihrer Geräte zur Hand ist',

  none: {
    body: 'Nehmen Sie irgendeine solche App, am besten auf einem anderen Gerät als diesem. Wer hat, was sie gleich bekommt, kann sich dort als Sie anmelden. Deshalb wird es nur einmal gezeigt.',
    begin: 'Einrichten',
    beginning: 'Wird vorbereitet…',
  },

  begun: {
    scan: 'Scannen Sie das mit der anderen App',
    qr: 'Code zum Scannen mit der anderen App',
    open: (here: Here) =>
      here === 'phone' ? 'In einer App auf diesem Handy öffnen' : 'In einer App auf diesem Computer öffnen',
    byHand: 'Oder tippen Sie das in die App ein',
    byHandHint: 'Zeitbasiert, sechs Ziffern, alle 30 Sekunden.',
    first: 'Die sechs Ziffern, die sie jetzt zeigt',
    firstHint: 'Daran sieht Nod, dass es klappt.',
    wrong: 'Das sind keine sechs Ziffern.',
    misfit: 'Diese Zahl passt nicht. Tippen Sie die ein, die die App jetzt zeigt.',
    confirm: 'Einschalten',
    confirming: 'Wird geprüft…',
    until: (when: string) => `Gilt bis ${when}. Danach fangen Sie neu an.`,
  },

  on: {
    by: 'Eingerichtet auf',
    someDevice: 'einem Gerät, das es nicht mehr gibt',
    since: 'Seit',
    counts: 'Gilt',
    countsFrom: (when: string) => `ab ${when}. Ihre älteren Geräte wissen davon und können die App bis dahin entfernen`,
    always: 'jetzt',
    endedTitle: 'Gilt nicht mehr',
    endedBody:
      'Das Gerät, auf dem die App eingerichtet wurde, ist pausiert oder entfernt. Damit gelten auch ihre Ziffern nicht mehr.',
    again: 'Eine andere einrichten',
    remove: 'Entfernen',
    removing: 'Wird entfernt…',
    askTitle: 'Diese App entfernen?',
    askBody: 'Mit ihren Ziffern kann sich dann niemand mehr anmelden. Löschen Sie den Eintrag auch in der App selbst.',
    askConfirm: 'Entfernen',
  },
};
