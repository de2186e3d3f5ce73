import { countedIn } from '../../../languages/counted.ts';
import type { Describe, ErrorParams } from '../described.ts';
import type { generalErrors as english } from '../error-words.ts';

const counted = countedIn('de');

/** "this phone", in the middle of a sentence, as its subject. */
export const thisDevice = ({ here = 'phone' }: ErrorParams) => (here === 'phone' ? 'dieses Handy' : 'dieser Computer');

const server = (params: ErrorParams) => params.server ?? 'Der Server von Nod';

/** Nothing that a person could put right but by trying again or telling the operator. */
export const refused: Describe = () => ({
  title: 'Das hat nicht geklappt',
  body: 'Der Server hat nicht angenommen, was Nod gesendet hat. Nichts wurde geändert.',
  nextStep:
    'Schließen Sie Nod, öffnen Sie es wieder und versuchen Sie es erneut. Passiert es noch einmal, sagen Sie es dem Betreiber des Servers.',
});

/** The server doesn't know a call that this app makes, or misses something in it: one of them is older. */
const outOfStep: Describe = () => ({
  title: 'Nod und der Server passen nicht zusammen',
  body: 'Eines von beiden ist älter als das andere.',
  nextStep:
    'Schließen Sie Nod und öffnen Sie es wieder. Passiert es noch einmal, sagen Sie es dem Betreiber des Servers.',
});

const unreachable: Describe = (params) => ({
  title: 'Der Server antwortet nicht',
  body: `${server(params)} ist gerade nicht erreichbar.`,
  nextStep: 'Warten Sie einen Moment und versuchen Sie es dann erneut.',
});

const tooMany: Describe = ({ retryAfterSeconds }) => ({
  title: 'Zu viele Versuche',
  body: 'Nod macht eine Pause, damit niemand durch Raten hineinkommt.',
  nextStep:
    retryAfterSeconds === undefined
      ? 'Warten Sie eine Minute und versuchen Sie es dann erneut.'
      : `Versuchen Sie es in ${duration(retryAfterSeconds)} erneut.`,
});

const clock: Describe = (params) => ({
  title: 'Die Uhr geht falsch',
  body: `${clockOf(params)} geht ${clockWords(params.clockOffsetMs)}. Deshalb lassen sich die Antworten nicht prüfen.`,
  nextStep: 'Stellen Sie in den Einstellungen Datum und Uhrzeit auf automatisch und versuchen Sie es dann erneut.',
});

/** Only noticed, since everything works: the app goes by the server's clock. */
const clockNoticed: Describe = (params) => ({
  title: 'Die Uhr geht falsch',
  body: `${clockOf(params)} geht ${clockWords(params.clockOffsetMs)}. Nod richtet sich nach der Uhr des Servers, Sie können also trotzdem antworten.`,
  nextStep: 'Stellen Sie in den Einstellungen Datum und Uhrzeit auf automatisch.',
});

const unreadable: Describe = ({ here = 'phone' }) => ({
  title: 'Das ist nicht vertrauenswürdig',
  body: `Was ankam, stammt nicht nachweislich von dem Server, mit dem ${here === 'phone' ? 'dieses Handy' : 'dieser Computer'} gekoppelt ist. Nod zeigt es deshalb nicht.`,
  nextStep: 'Es wurde nichts freigegeben. Passiert es noch einmal, sagen Sie es dem Betreiber des Servers.',
});

/** What any screen can meet: the network, the server, the browser, the camera. One row per code. */
export const generalErrors: typeof english = {
  offline: (params) => ({
    title: 'Kein Netz',
    body: `${capital(thisDevice(params))} ist offline.`,
    nextStep: 'Stellen Sie eine Verbindung her und versuchen Sie es dann erneut.',
  }),
  server_unreachable: unreachable,
  unavailable: unreachable,
  internal: unreachable,
  answer_malformed: () => ({
    title: 'Da hat etwas anderes geantwortet',
    body: 'Die Antwort kam nicht vom Nod-Server. In einem Gäste-WLAN kann das dessen Anmeldeseite sein.',
    nextStep: 'Melden Sie sich im WLAN an oder nehmen Sie ein anderes Netz, und versuchen Sie es dann erneut.',
  }),
  user_locked: ({ reason }) => ({
    title: 'Ihr Konto ist gesperrt',
    body: `Der Betreiber des Servers hat es gesperrt${reason ? `: „${reason}“` : ''}. Bis es entsperrt ist, meldet sich niemand mit Nod als Sie an.`,
    nextStep: 'Fragen Sie den Betreiber des Servers, was passiert ist, und bitten Sie darum, es zu entsperren.',
  }),
  not_found: outOfStep,
  unauthorized: outOfStep,
  request_malformed: refused,
  request_too_large: refused,
  proof_invalid: refused,
  proof_replayed: refused,
  rate_limited: tooMany,
  user_backing_off: tooMany,
  user_quarantined: tooMany,
  push_limit: tooMany,
  interrupted: () => ({
    title: 'Nod wurde unterbrochen',
    body: 'Der Browser hat Nod angehalten, bevor klar war, wie es ausging. Vielleicht hat es trotzdem geklappt.',
    nextStep:
      'Sehen Sie nach, ob die Anfrage noch wartet oder bei Ihrem Konto unter „Frühere Anfragen“ steht, und versuchen Sie es dann erneut.',
  }),
  signature_invalid: unreadable,
  update_needed: () => ({
    title: 'Nod aktualisieren',
    body: 'Eine Anfrage enthält etwas, das diese Version von Nod nicht kennt. Nod zeigt sie deshalb nicht.',
    nextStep:
      'Schließen Sie Nod, öffnen Sie es wieder und nehmen Sie die neue Version. Beginnen Sie dann dort neu, wo Sie sich anmelden.',
  }),
  clock_skew: clock,
  clock_off: clockNoticed,
  storage_refused: ({ here = 'phone' }) => ({
    title: 'Nod kann hier nichts speichern',
    body: `Dieser Browser speichert nicht, was Nod zum Koppeln ${here === 'phone' ? 'dieses Handys' : 'dieses Computers'} braucht. Das liegt oft an einem privaten Fenster oder am Blockierungsmodus.`,
    nextStep:
      'Öffnen Sie Nod in einem normalen Fenster und erlauben Sie dort, Daten zu speichern, oder nehmen Sie einen anderen Browser.',
  }),
  camera_denied: ({ here, runsIn }) => ({
    title: 'Die Kamera ist für Nod ausgeschaltet',
    body: 'Ohne sie lässt sich nichts scannen.',
    nextStep:
      runsIn === 'tab'
        ? `${here === 'computer' ? 'Klicken' : 'Tippen'} Sie auf das Symbol neben der Adresse und erlauben Sie die Kamera, oder tippen Sie den Code ein.`
        : 'Erlauben Sie Nod in den Einstellungen die Kamera, oder tippen Sie den Code ein.',
  }),
  camera_unavailable: () => ({
    title: 'Keine Kamera zum Scannen',
    body: 'Hier gibt es keine, oder eine andere App benutzt sie gerade.',
    nextStep: 'Schließen Sie andere Apps, die sie benutzen, oder tippen Sie den Code ein.',
  }),
  qr_not_for_this: () => ({
    title: 'Dieser Code gehört nicht hierher',
    body: 'Er gehört zu etwas anderem oder zu einer Anfrage, die vorbei ist.',
    nextStep: 'Scannen Sie den Code auf dem Bildschirm, auf dem Sie sich anmelden oder koppeln.',
  }),
  offline_unready: ({ here = 'phone' }) => ({
    title: here === 'phone' ? 'Dieses Handy kann das noch nicht' : 'Dieser Computer kann das noch nicht',
    body: 'Solche Ziffern gibt es nur für Konten, die in Gebrauch sind, und erst wenn Nod einmal mit Ihrem Server verbunden war.',
    nextStep:
      'Öffnen Sie Nod, solange Netz da ist, und versuchen Sie es dann erneut. Nehmen Sie bis dahin bei der Anmeldung einen anderen Weg.',
  }),
  unknown: () => ({
    title: 'Etwas ist schiefgegangen',
    body: 'Nod weiß nicht, was. Es wurde nichts freigegeben.',
    nextStep: 'Versuchen Sie es erneut. Passiert es noch einmal, sagen Sie es dem Betreiber des Servers.',
  }),
};

/** As the first word of a sentence. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function clockOf({ here = 'phone' }: ErrorParams): string {
  return here === 'phone' ? 'Die Uhr dieses Handys' : 'Die Uhr dieses Computers';
}

function clockWords(offsetMs: number | undefined): string {
  if (offsetMs === undefined) return 'um mehr als eine Minute falsch';
  return `${duration(Math.abs(offsetMs) / 1000)} ${offsetMs > 0 ? 'vor' : 'nach'}`;
}

/** After "in" as well as by itself: both cases are the same. */
function duration(seconds: number): string {
  const whole = Math.max(1, Math.ceil(seconds));
  if (whole < 90) return counted(whole, { one: '# Sekunde', other: '# Sekunden' });
  const minutes = Math.round(whole / 60);
  if (minutes < 90) return `${minutes} Minuten`;
  return `${Math.round(minutes / 60)} Stunden`;
}
