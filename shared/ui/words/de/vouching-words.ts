import { countedIn } from '../../../languages/counted.ts';
import type { Here } from '../here.ts';
import type { vouchingWords as english } from '../vouching-words.ts';

const counted = countedIn('de');
const who = (here: Here) => (here === 'phone' ? 'Dieses Handy' : 'Dieser Computer');
const whom = (here: Here) => (here === 'phone' ? 'dieses Handy' : 'diesen Computer');
const onThis = (here: Here) => (here === 'phone' ? 'auf diesem Handy' : 'auf diesem Computer');

/**
 * A new device asks to be let in: its own screens, and the card on the devices that are asked. Apart from `words`, since only
 * screens that are loaded when they are opened say this.
 */
export const vouchingWords: typeof english = {
  waysIn: {
    title: (here: Here) => `War Nod schon einmal ${onThis(here)}?`,
    body: (here: Here) =>
      `Vielleicht hat der Browser es gelöscht, oder es wurde neu installiert. Dann koppeln Sie ${whom(here)} wieder wie ein neues Gerät:`,
    ways: (here: Here) => [
      'Lassen Sie sich dort, wo Sie sich anmelden, oder vom Betreiber des Servers einen Code geben.',
      `Ist Nod auch auf einem anderen Ihrer Geräte, halten Sie es bereit: Es wird gefragt, ob es ${whom(here)} aufnimmt.`,
      here === 'phone'
        ? 'War dieses Handy Ihr einziges Gerät, halten Sie einen Notfallcode bereit und öffnen Sie /account unter der Adresse des Servers.'
        : 'War dieser Computer Ihr einziges Gerät, halten Sie einen Notfallcode bereit und öffnen Sie /account unter der Adresse des Servers.',
      'Haben Sie keinen, fragen Sie den Betreiber des Servers: Mit einem Code von dort brauchen Sie kein anderes Gerät.',
    ],
  },

  waiting: {
    title: (here: Here) => (here === 'phone' ? 'Dieses Handy aufnehmen' : 'Diesen Computer aufnehmen'),
    lead: 'Öffnen Sie Nod auf einem anderen Ihrer Geräte und tippen Sie dort diese Ziffern ein, oder scannen Sie den Code.',
    asking: 'Ihre anderen Geräte werden gefragt…',
    asked: (devices: string) => `Benachrichtigt: ${devices}.`,
    quiet:
      'Diesmal wurde kein Gerät benachrichtigt. Öffnen Sie Nod auf einem anderen Ihrer Geräte, wählen Sie „Ich melde mich an“ und scannen Sie das hier, oder tippen Sie die Ziffern ein.',
    answerable: (devices: string) => `Antworten können Sie auf: ${devices}.`,
    code: 'Die Ziffern',
    qr: 'Dasselbe als Code zum Scannen',
    fingerprint: (print: string) => `Prüfzeichen dieses Geräts: ${print}. Auf dem anderen steht dasselbe.`,
    left: (left: string) => `${left}. Sie können Nod inzwischen schließen.`,
    askAgain: 'Erneut fragen',
    askingAgain: 'Nod fragt…',
    asksLeft: (count: number) =>
      count === 0
        ? 'Nod fragt jetzt zum letzten Mal.'
        : counted(count, { one: 'Sie können noch einmal fragen.', other: 'Sie können noch #-mal fragen.' }),
    noOther: 'Kein anderes Gerät zur Hand?',
    noOtherBody: (server: string) =>
      `Der Betreiber von ${server} kann Sie auch ohne ein anderes Gerät aufnehmen. Lassen Sie sich dort einen neuen Code geben und koppeln Sie damit noch einmal.`,
    stop: 'Koppeln abbrechen',
    stopTitle: (here: Here) => `Das Koppeln ${onThis(here)} abbrechen?`,
    stopBody: 'Zu Ihrem Konto wurde nichts hinzugefügt. Um neu anzufangen, brauchen Sie einen neuen Code.',
    stopping: 'Wird abgebrochen…',
    hereTitle: (here: Here) => `Nod war ${onThis(here)} schon gekoppelt`,
    hereBody: 'Die frühere Kopplung kann die neue aufnehmen. Die neue ersetzt sie dann.',
    here: 'Von hier aus aufnehmen',
    ranOutTitle: 'Die Zeit ist abgelaufen',
    ranOutBody: 'Niemand hat geantwortet. Fragen Sie erneut, wenn Sie das andere Gerät in der Hand haben.',
    failedTitle: 'Die Ziffern wurden dreimal falsch eingetippt',
    failedBody: 'Fragen Sie erneut und tippen Sie die neuen auf dem anderen Gerät ein.',
    failedLast: 'Diese Ziffern gelten nicht mehr, und Nod hat so oft gefragt, wie es darf.',
    refusedTitle: (here: Here) => `${who(here)} wurde nicht aufgenommen`,
    refusedBody: 'Eines Ihrer anderen Geräte hat abgelehnt.',
    lastBody: 'Eines Ihrer anderen Geräte hat abgelehnt, oder die Ziffern wurden dreimal falsch eingetippt.',
    lapsedBody: 'Keines Ihrer anderen Geräte hat rechtzeitig zugestimmt.',
    keptOutNext:
      'Soll das Gerät trotzdem zu Ihrem Konto gehören, lassen Sie sich dort, wo Sie sich anmelden, einen neuen Code geben und koppeln es noch einmal.',
    pairAgain: 'Neu koppeln',
  },

  /** Nobody lets it in, and it waits for days instead. */
  days: {
    offer: (delay: string) => `Stattdessen ${delay} warten`,
    offerBody: (delay: string) =>
      `Oder Sie warten: Ihre anderen Geräte und Ihre E-Mail-Adresse bekommen einen Hinweis. ${delay}, nachdem jemand ihn gesehen hat, werden Sie aufgenommen, wenn keines davon Nein sagt.`,
    askTitle: (delay: string) => `${delay} warten?`,
    askBody:
      'Alle Ihre Geräte, auch ein verlorenes, erfahren, dass dieses ohne Zustimmung aufgenommen werden will. Auch an Ihre E-Mail-Adresse geht ein Hinweis, falls Nod sie kennt. Die Zeit läuft, sobald jemand den Hinweis gesehen hat. Ein einziges Nein beendet das Warten.',
    askConfirm: 'Hinweis senden und warten',
    asking: 'Ihre Geräte bekommen den Hinweis…',
    title: 'Wartet auf die Aufnahme',
    unseen: (delay: string) =>
      `Noch hat niemand den Hinweis gesehen. Öffnen Sie die E-Mail dazu und sagen Sie, dass Sie es waren, oder sehen Sie auf einem anderen Ihrer Geräte unter „Was passiert ist“ nach. Erst dann beginnt die Wartezeit (${delay}).`,
    until: (when: string) => `Sie werden am ${when} aufgenommen, wenn keines Ihrer Geräte Nein sagt.`,
    off: (server: string) =>
      `${server} nimmt niemanden mehr durch Warten auf. Lassen Sie sich vom Betreiber einen Code geben oder dieses Gerät von einem anderen Ihrer Geräte aufnehmen.`,
    lapses: (when: string) => `Hat bis ${when} niemand den Hinweis gesehen, endet dieses Koppeln.`,
    close: 'Sie können Nod inzwischen schließen. Einen Tag vor dem Ende bekommen alle noch einmal einen Hinweis.',
    askOthers: 'Meine anderen Geräte fragen',
    overBody: 'Eines Ihrer Geräte hat Nein gesagt, oder niemand hat den Hinweis rechtzeitig gesehen.',
    refused: (here: Here) => ({
      title:
        here === 'phone'
          ? 'Dieses Handy kann nicht auf die Aufnahme warten'
          : 'Dieser Computer kann nicht auf die Aufnahme warten',
      body: 'Es wartet schon ein anderes neues Gerät, eines Ihrer Geräte hat vor weniger als einer Woche Nein gesagt, oder es ist keines mehr da, das Nein sagen könnte.',
      nextStep:
        'Lassen Sie sich vom Betreiber des Servers einen Code geben oder das Gerät von einem anderen Ihrer Geräte aufnehmen.',
    }),
  },

  same: {
    title: (here: Here) =>
      here === 'phone' ? 'Ist eines davon genau dieses Handy?' : 'Ist eines davon genau dieser Computer?',
    lead: (here: Here) =>
      here === 'phone'
        ? 'Hat der Browser Nod vergessen oder haben Sie es neu installiert, steht dieses Handy noch in der Liste Ihrer Geräte. Wählen Sie es aus, damit es nicht zweimal dort steht.'
        : 'Hat der Browser Nod vergessen oder haben Sie es neu installiert, steht dieser Computer noch in der Liste Ihrer Geräte. Wählen Sie ihn aus, damit er nicht zweimal dort steht.',
    after: 'Der ausgewählte Eintrag gilt sofort nicht mehr und wird nach einem Tag entfernt.',
    lastSeen: (when: string) => `Zuletzt benutzt: ${when}`,
    none: 'Keines davon',
    busy: 'Einen Moment…',
    chosen: (name: string) => `Es ist ${name}`,
  },

  card: {
    add: (device: string) => `${device} zu Ihrem Konto hinzufügen?`,
    move: (device: string) => `Mit Ihrem Konto auf ${device} umziehen?`,
    lead: 'Das Gerät antwortet dann überall als Sie. Stimmen Sie nur zu, wenn Sie es in der Hand haben.',
    moveLead: (here: Here) =>
      `Es ersetzt ${whom(here)}, ${here === 'phone' ? 'das' : 'der'} dann sofort nicht mehr antwortet. Stimmen Sie nur zu, wenn Sie das neue Gerät in der Hand haben.`,
    kinds: { pwa: 'Nod auf einem Handy oder im Browser', extension: 'Nod im Browser eines Computers' },
    fingerprint: 'Prüfzeichen',
    account: 'Konto',
    codeLabel: 'Tippen Sie die Ziffern ein, die das neue Gerät zeigt',
    reportBody:
      'Nod weist das neue Gerät endgültig ab und sagt es Ihren anderen Geräten. Haben Sie um keinen Code für ein neues Gerät gebeten, hat es jemand anders in Ihrem Namen getan: Ändern Sie Ihr Passwort dort, wo Sie sich anmelden.',
    reportTitle: 'Dieses Gerät abweisen?',
    reportConfirm: 'Abweisen',
  },

  outcome: {
    approved: {
      title: 'Aufgenommen',
      body: (name: string) => `${name} antwortet jetzt für Ihr Konto, so wie dieses Gerät.`,
      next: 'Ihre anderen Geräte erfahren davon. War es ein Versehen, entfernen Sie das Gerät unter „Konto“.',
    },
    moved: {
      title: 'Umgezogen',
      body: (name: string) => `${name} antwortet jetzt für dieses Konto.`,
      next: 'Dieses Gerät tut es nicht mehr. Es wird nach einem Tag aus dem Konto entfernt.',
    },
    denied: {
      title: 'Abgewiesen',
      body: (name: string) =>
        `${name} wurde nicht zu Ihrem Konto hinzugefügt und kann mit diesem Code nicht noch einmal fragen.`,
      next: 'Waren Sie das, holen Sie sich einen neuen Code und koppeln Sie das Gerät noch einmal.',
    },
    reported: {
      title: 'Abgewiesen',
      body: (name: string) => `${name} wurde nicht zu Ihrem Konto hinzugefügt, und Ihre anderen Geräte erfahren davon.`,
      next: 'Haben Sie um keinen Code gebeten, ändern Sie Ihr Passwort dort, wo Sie sich anmelden: Jemand kennt es vielleicht.',
    },
    expired: {
      title: 'Diese Anfrage ist abgelaufen',
      body: (name: string) =>
        `Die Anfrage von ${name} wurde nicht rechtzeitig beantwortet. Das Gerät wurde nicht hinzugefügt.`,
      next: 'Haben Sie das Gerät in der Hand, wählen Sie darauf „Erneut fragen“.',
    },
    canceled: {
      title: 'Nicht mehr nötig',
      body: (name: string) => `${name} fragt nicht mehr, oder der Betreiber des Servers hat es aufgenommen.`,
      next: 'Kennen Sie das Gerät nicht, sehen Sie unter „Konto“ nach.',
    },
    failed: {
      title: 'Zu viele falsche Ziffern',
      body: (name: string) => `${name} wurde nicht zu Ihrem Konto hinzugefügt.`,
      next: 'Haben Sie das Gerät in der Hand, wählen Sie darauf „Erneut fragen“ und tippen Sie die neuen Ziffern ein.',
    },
  },
};
