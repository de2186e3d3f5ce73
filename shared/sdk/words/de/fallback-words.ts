import { countedIn } from '../../../languages/counted.ts';
import type { FallbackWords } from '../../fallback-words.ts';

const counted = countedIn('de');

export const fallbackWords: FallbackWords = {
  menu: 'Handy nicht zur Hand?',
  ways: {
    offline: {
      title: 'Ziffern eines Handys ohne Netz',
      hint: 'Ein Handy ohne Netz scannt hier einen Code und zeigt acht Ziffern zum Eintippen.',
      sentence: 'Geben Sie dort frei und tippen Sie dann die acht Ziffern ein, die es zeigt.',
      label: 'Acht Ziffern, die Nod zeigt',
    },
    totp: {
      title: 'Sechs Ziffern einer anderen App',
      hint: 'Aus einer Authenticator-App, wenn Sie eine für dieses Konto eingerichtet haben.',
      sentence:
        'Öffnen Sie Ihre Authenticator-App und tippen Sie die sechs Ziffern ein, die sie für dieses Konto zeigt.',
      label: 'Sechs Ziffern der App',
    },
    email: {
      title: 'Code aus einer E-Mail',
      hint: 'An die Adresse, die Sie in Nod eingetragen haben.',
      sentence: 'Der Code geht an die Adresse, die Sie in Nod eingetragen haben.',
      label: 'Code aus der E-Mail',
    },
    bypass: {
      title: 'Einmalcode',
      hint: 'Von der Stelle, die Ihre Anmeldung betreut: Rufen Sie dort an, wenn Sie keinen haben.',
      sentence:
        'Tippen Sie den Code ein, den Sie von der Stelle, die Ihre Anmeldung betreut, für diese Website bekommen haben. Er gilt einmal.',
      label: 'Einmalcode',
    },
  },
  lost: (address) =>
    `Handy verloren? Ein Notfallcode gilt ${address === undefined ? 'auf der Seite von Nod selbst' : `unter ${address}`}, niemals hier.`,
  scan: 'Öffnen Sie Nod auf Ihrem Handy und scannen Sie',
  qrLabel: 'QR-Code für Nod auf einem Handy ohne Netz',
  larger: 'Größer zeigen',
  close: 'Schließen',
  honest:
    'Sehen Sie zuerst auf die Adresse dieser Seite. Was Sie hier eintippen, gilt wie jeder eingetippte Code: ' +
    'Eine Seite, die nur so aussieht wie diese, könnte ihn weitergeben und sich als Sie anmelden.',
  neverRecovery: 'Ein Notfallcode gehört nicht hierher. Diese Seite fragt nie danach.',
  send: 'Code senden',
  sent: 'Er ist unterwegs, wenn eine Adresse eingetragen ist. Das kann eine Minute dauern.',
  answer: 'Mit diesem Code anmelden',
  busy: 'Einen Moment…',
  back: 'Anderen Weg wählen',
  empty: 'Tippen Sie zuerst den Code ein.',
  incomplete: (digits) =>
    counted(digits, {
      one: 'Er hat # Ziffer. Sehen Sie noch einmal hin und tippen Sie sie ein.',
      other: 'Er hat # Ziffern. Sehen Sie noch einmal hin und tippen Sie alle ein.',
    }),
  refused: {
    wrong_code:
      'Das ist nicht der richtige Code. Sehen Sie noch einmal hin und tippen Sie ihn neu ein, oder wählen Sie einen anderen Weg.',
    fallback_closed:
      'Dieser Weg ist nach zu vielen falschen Codes gesperrt. Wählen Sie einen anderen. Wieder öffnen können ihn eines Ihrer ' +
      'Geräte oder die Stelle, die Ihre Anmeldung betreut.',
    fallback_not_allowed: 'Diese Website nimmt das hier nicht an. Wählen Sie einen anderen Weg.',
    offline_too_long: 'Diese Anfrage ist zu lang für einen Code zum Scannen. Wählen Sie einen anderen Weg.',
    offline_no_device: 'Keines Ihrer Geräte kann das schon. Wählen Sie einen anderen Weg.',
    offline_used_up:
      'Zu viele falsche Ziffern für diese Anfrage. Wählen Sie einen anderen Weg oder beginnen Sie die Anmeldung neu.',
    email_used_up:
      'Zu viele falsche Codes für diese Anfrage. Wählen Sie einen anderen Weg oder beginnen Sie die Anmeldung neu.',
    challenge_final: 'Diese Anfrage ist vorbei. Beginnen Sie die Anmeldung neu.',
    user_locked: 'Dieses Konto ist gesperrt. Fragen Sie bei der Stelle nach, die Ihre Anmeldung betreut.',
    unreachable:
      'Diese Seite erreicht ihre Website nicht. Prüfen Sie Ihre Verbindung und versuchen Sie es dann erneut.',
    other: 'Das hat nicht geklappt. Versuchen Sie es gleich noch einmal oder wählen Sie einen anderen Weg.',
  },
  fallbackBackingOff: (when) =>
    `Zu viele falsche Codes: Dieser Weg macht Pause. Versuchen Sie es ${when} erneut oder wählen Sie einen anderen Weg.`,
  userPauses: (when) =>
    `Gerade wurde eine Anfrage abgelehnt, deshalb macht das Anmelden Pause. Versuchen Sie es ${when} erneut.`,
  inTime: (seconds) => {
    if (seconds === undefined) return 'in ein paar Minuten';
    if (seconds <= 90) return counted(Math.max(1, Math.ceil(seconds)), { one: 'in # Sekunde', other: 'in # Sekunden' });
    if (seconds <= 90 * 60) return counted(Math.ceil(seconds / 60), { one: 'in # Minute', other: 'in # Minuten' });
    return counted(Math.ceil(seconds / 3600), { one: 'in # Stunde', other: 'in # Stunden' });
  },
  approved: 'Ihr Code war richtig. Sie werden angemeldet.',
};
