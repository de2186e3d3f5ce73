import type { pairingErrors as english } from '../pairing-errors.ts';
import { allowNotifications } from './common-words.ts';
import { capital, refused, thisDevice } from './error-words.ts';

const newCode = 'Lassen Sie sich dort, wo Sie diesen bekommen haben, einen neuen Code geben.';

/** What stands in the way of getting a device onto an account, and of its staying there. One row per code. */
export const pairingErrors: typeof english = {
  enrollment_invalid: () => ({
    title: 'Dieser Code funktioniert nicht',
    body: 'Zu diesem Code gibt es gerade nichts zu koppeln.',
    nextStep: 'Vergleichen Sie ihn Zeichen für Zeichen oder lassen Sie sich einen neuen geben.',
  }),
  enrollment_expired: () => ({
    title: 'Dieser Code ist abgelaufen',
    body: 'Ein Kopplungscode gilt zehn Minuten.',
    nextStep: newCode,
  }),
  enrollment_used: () => ({
    title: 'Dieser Code wurde schon benutzt',
    body: 'Ein Kopplungscode gilt einmal.',
    nextStep: `${newCode} Haben nicht Sie ihn benutzt, sehen Sie Ihre Geräte an.`,
  }),
  enrollment_refused: () => ({
    title: 'Das Koppeln wurde abgelehnt',
    body: 'Die Website hat diesen Code nicht bestätigt, oder Ihr Konto hat schon so viele Geräte, wie es haben darf, oder keines, das zustimmen könnte.',
    nextStep: 'Lassen Sie sich dort oder vom Betreiber des Servers einen neuen Code geben.',
  }),
  enrollment_proof_invalid: refused,
  /** The address of a server that was never reached from here: nobody can say whether it is mistyped or out of service. */
  server_not_found: ({ server = 'dieser Adresse' }) => ({
    title: `Unter ${server} antwortet niemand`,
    body: 'Nod hat dort noch nie einen Server erreicht.',
    nextStep:
      'Vergleichen Sie die Adresse Zeichen für Zeichen. Stimmt sie, ist der Server außer Betrieb oder das Netz erreicht ihn nicht.',
  }),
  server_not_nod: ({ server = 'dieser Adresse' }) => ({
    title: `Kein Nod-Server unter ${server}`,
    body: 'Dort antwortet etwas anderes.',
    nextStep: 'Vergleichen Sie die Adresse Zeichen für Zeichen. In einem Gäste-WLAN melden Sie sich zuerst dort an.',
  }),
  wrong_server: () => ({
    title: 'Dieser Server hat eine andere Adresse',
    body: 'Es wurde nichts an ihn gesendet.',
    nextStep: 'Öffnen Sie Nod unter der Adresse, von der Ihr Code kam.',
  }),
  permission_denied: (params) => ({
    title: 'Benachrichtigungen sind für Nod ausgeschaltet',
    body: `${capital(thisDevice(params))} zeigt sie nicht, weil es so eingestellt ist.`,
    nextStep: `${allowNotifications(params.here ?? 'phone', params.runsIn)}. Versuchen Sie es dann erneut.`,
  }),
  permission_dismissed: () => ({
    title: 'Es wurde nichts gewählt',
    body: 'Die Frage wurde geschlossen, bevor Sie geantwortet haben.',
    nextStep: 'Versuchen Sie es erneut und wählen Sie „Erlauben“ oder „Zulassen“.',
  }),
  subscribe_timeout: () => ({
    title: 'Benachrichtigungen lassen sich hier nicht einrichten',
    body: 'Das Netz hat nicht geantwortet, als Nod danach fragte.',
    nextStep:
      'Versuchen Sie es in einem anderen Netz, oder machen Sie ohne weiter: Anfragen erscheinen dann, solange Nod offen ist.',
  }),
  subscribe_failed: () => ({
    title: 'Benachrichtigungen lassen sich hier nicht einrichten',
    body: 'Dieser Browser hat abgelehnt oder erreicht den Dienst nicht, der sie zustellt.',
    nextStep:
      'Prüfen Sie in den Einstellungen des Browsers, ob Benachrichtigungen blockiert sind, oder machen Sie ohne weiter.',
  }),
  endpoint_not_allowed: () => ({
    title: 'Benachrichtigungen lassen sich hier nicht einrichten',
    body: 'Der Server sendet nicht an den Dienst, den dieser Browser benutzt.',
    nextStep: 'Sagen Sie es dem Betreiber des Servers, oder machen Sie ohne Benachrichtigungen weiter.',
  }),
  pull_not_allowed: () => ({
    title: 'Hier braucht es Benachrichtigungen',
    body: 'Dieser Server koppelt nur Geräte, die Benachrichtigungen bekommen.',
    nextStep: 'Erlauben Sie Benachrichtigungen oder koppeln Sie ein anderes Gerät.',
  }),
  activation_invalid: () => ({
    title: 'Das war ein älterer Test',
    body: 'Eine neuere Test-Benachrichtigung ist unterwegs oder wurde schon beantwortet.',
    nextStep: 'Senden Sie den Test noch einmal.',
  }),
  device_pending: () => ({
    title: 'Das Koppeln ist nicht abgeschlossen',
    body: 'Die Test-Benachrichtigung wurde noch nicht beantwortet.',
    nextStep: 'Senden Sie den Test noch einmal oder koppeln Sie neu.',
  }),
  device_unvouched: (params) => ({
    title: `${capital(thisDevice(params))} ist noch nicht aufgenommen`,
    body: 'Noch keines Ihrer anderen Geräte hat zugestimmt.',
    nextStep: 'Öffnen Sie Nod auf einem davon und tippen Sie dort die Ziffern ein, die hier stehen.',
  }),
  vouching_unavailable: ({ here = 'phone' }) => ({
    title: 'Keines Ihrer anderen Geräte kann gefragt werden',
    body: `Die anderen sind nicht mehr in Gebrauch oder können ${here === 'phone' ? 'dieses Handy' : 'diesen Computer'} noch nicht aufnehmen.`,
    nextStep:
      'Öffnen Sie Nod auf einem davon, damit es sich aktualisiert, und fragen Sie erneut. Oder lassen Sie sich vom Betreiber des Servers einen Code geben.',
  }),
  device_kept_out: (params) => ({
    title: `${capital(thisDevice(params))} wurde nicht aufgenommen`,
    body: 'Eines Ihrer anderen Geräte hat abgelehnt, oder niemand hat rechtzeitig geantwortet.',
    nextStep:
      'Soll das Gerät trotzdem zu Ihrem Konto gehören, entfernen Sie das Konto hier und koppeln mit einem neuen Code.',
  }),
  device_unknown: (params) => ({
    title: `${capital(thisDevice(params))} ist nicht gekoppelt`,
    body: 'Der Server kennt dieses Gerät nicht.',
    nextStep: 'Koppeln Sie es neu, um es zu benutzen.',
  }),
  device_suspended: (params) => ({
    title: `${capital(thisDevice(params))} ist pausiert`,
    body: 'Es kommen keine Anfragen, und Antworten von hier zählen nicht.',
    nextStep: 'Unter „Konten“ steht, warum, und was Sie tun können.',
  }),
  replaces_refused: () => ({
    title: 'Dafür ist es zu spät',
    body: 'Das geht nur einmal, in der ersten Stunde und für ein Gerät derselben Art.',
    nextStep: 'Entfernen Sie das alte Gerät in der Liste Ihrer Geräte.',
  }),
  device_revoked: (params) => ({
    title: `${capital(thisDevice(params))} wurde entfernt`,
    body: 'Das Gerät antwortet nicht mehr für dieses Konto.',
    nextStep: 'Soll es das wieder tun, koppeln Sie es neu.',
  }),
  /** A request's screen finds no account at all any more. */
  unpaired: (params) => ({
    title: `${capital(thisDevice(params))} ist nicht mehr gekoppelt`,
    body: 'Was Nod hier gespeichert hatte, ist weg: Jemand hat das Konto entfernt, oder der Browser hat es gelöscht. Hier wurde nichts freigegeben.',
    nextStep: 'Koppeln Sie das Gerät neu, um es zu benutzen.',
  }),
  account_unknown: ({ here = 'phone' }) => ({
    title: 'Das Konto ist weg',
    body: here === 'phone' ? 'Es ist nicht mehr auf diesem Handy.' : 'Es ist nicht mehr auf diesem Computer.',
    nextStep: 'Koppeln Sie es neu, um es zu benutzen.',
  }),
  key_missing: (params) => ({
    title: `${capital(thisDevice(params))} muss neu gekoppelt werden`,
    body: 'Der Browser hat gelöscht, was Nod für dieses Konto gespeichert hatte.',
    nextStep: 'Entfernen Sie das Konto hier und koppeln Sie dann neu.',
  }),
};
