import { countedIn } from '../../../languages/counted.ts';
import type { LoginWords } from '../../login-words.ts';
import { fallbackWords } from './fallback-words.ts';

const counted = countedIn('de');

const on = (name: string | undefined) => (name ? ` auf ${name}` : '');

export const loginWords: LoginWords = {
  typeCode: 'Tippen Sie diesen Code in Nod ein',
  answerThere: 'Antworten Sie in Nod',
  approveHere: 'Geben Sie in diesem Browser frei',
  approveHereOr: 'Geben Sie in diesem Browser frei oder tippen Sie diesen Code in Nod ein',
  extensionOnly:
    'Öffnen Sie die Nod-Erweiterung in diesem Browser und wählen Sie „Freigeben“. Kein anderes Gerät kann das.',
  asks: (names) => `Gesendet an ${new Intl.ListFormat('de').format(names)}. Öffnen Sie dort Nod.`,
  asksNobody: 'Öffnen Sie Nod auf einem Gerät, das Sie gekoppelt haben.',
  nobodyRung:
    'Es wurde kein Gerät benachrichtigt: Öffnen Sie Nod und scannen Sie das hier, oder tippen Sie diese Ziffern unter „Ich melde mich an“ ein.',
  nobodyRungHere:
    'Es wurde kein Gerät benachrichtigt: Öffnen Sie die Nod-Erweiterung, während diese Seite im Vordergrund ist, und wählen Sie „Anfrage dieser Seite holen“.',
  openApp: 'Nod auf diesem Handy öffnen',
  openFromHome:
    'Nod ist auf diesem Handy? Kopieren Sie den Code, öffnen Sie Nod vom Home-Bildschirm und fügen Sie ihn dort unter „Ich melde mich an“ ein.',
  copyCode: 'Code kopieren',
  copied: 'Kopiert. Fügen Sie ihn in Nod ein.',
  copyRefused: 'Nicht kopiert: Halten Sie den Code gedrückt',
  orScan: 'Oder scannen Sie ihn mit Nod',
  orScanElsewhere: 'Oder scannen Sie ihn mit Nod auf einem anderen Gerät',
  qrLabel: 'QR-Code: mit Nod scannen statt tippen',
  devicesLabel: 'Gefragt',
  weakCode: (digits) =>
    counted(digits, {
      one: 'Dieser Code hat # Ziffer. NIST verlangt mindestens 6, denn weniger sind leicht zu erraten.',
      other: 'Dieser Code hat # Ziffern. NIST verlangt mindestens 6, denn weniger sind leicht zu erraten.',
    }),
  timeLeft: 'Zeit zum Antworten',
  secondsLeft: (seconds) => counted(seconds, { one: '# Sekunde übrig', other: '# Sekunden übrig' }),
  reconnecting: 'Verbindung wird wiederhergestellt. Sie können trotzdem antworten.',
  delivery: {
    queued: 'Wird gefragt',
    sent: 'Gefragt',
    pull: 'Öffnen Sie dort Nod, um die Anfrage zu sehen',
    gone: 'Nicht erreichbar: Öffnen Sie dort Nod',
    failed: 'Noch nicht erreicht: Öffnen Sie dort Nod',
    received: 'Angekommen',
    displayed: 'Zeigt die Anfrage gerade',
  },
  outcome: {
    approved: {
      heading: 'Freigegeben',
      sentence: (name) => `Sie haben${on(name)} Ja gesagt und werden angemeldet.`,
    },
    denied: {
      heading: 'Abgelehnt',
      sentence: (name) =>
        `Die Anfrage wurde${on(name)} abgelehnt, und niemand wurde angemeldet. War das ein Versehen, versuchen Sie es erneut.`,
    },
    reported: {
      heading: 'Gemeldet',
      sentence: (name) =>
        `Jemand hat${on(name)} „Das war ich nicht“ gesagt. Niemand wurde angemeldet, und eine Weile wird kein Gerät benachrichtigt. ` +
        'Haben nicht Sie es versucht, ändern Sie jetzt Ihr Passwort.',
    },
    expired: {
      heading: 'Zeit abgelaufen',
      sentence: () => 'Niemand hat rechtzeitig geantwortet. Halten Sie Nod bereit und versuchen Sie es dann erneut.',
    },
    canceled: {
      heading: 'Zurückgezogen',
      sentence: () =>
        'Die Anfrage endete ohne Antwort, etwa weil eine neuere sie ersetzt. Machen Sie im neueren Fenster weiter oder versuchen Sie es erneut.',
    },
    failed: {
      heading: 'Falscher Code',
      sentence: () =>
        'Der Code wurde dreimal falsch eingetippt, deshalb ist diese Anfrage vorbei. Versuchen Sie es erneut, dann bekommen Sie einen neuen Code.',
    },
    lost: {
      heading: 'Keine Verbindung mehr',
      sentence: () =>
        'Diese Seite erfährt die Antwort nicht mehr. Prüfen Sie Ihre Verbindung und laden Sie die Seite dann neu.',
    },
  },
  fallback: fallbackWords,
};
