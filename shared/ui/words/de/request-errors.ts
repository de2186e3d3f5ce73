import { countedIn } from '../../../languages/counted.ts';
import type { Describe } from '../described.ts';
import type { requestErrors as english } from '../request-errors.ts';
import { refused } from './error-words.ts';

const counted = countedIn('de');

const startAgain = 'Waren Sie es, beginnen Sie dort neu, wo Sie sich anmelden.';

const wrongCode: Describe = ({ triesLeft }) => ({
  title: 'Das ist nicht der Code',
  body:
    triesLeft === undefined
      ? 'Es wurde nichts freigegeben.'
      : counted(triesLeft, { one: 'Sie haben noch # Versuch.', other: 'Sie haben noch # Versuche.' }),
  nextStep: 'Sehen Sie auf den anderen Bildschirm und tippen Sie den Code noch einmal ein.',
});

const ANSWERED: Readonly<Record<string, string>> = {
  approved: 'Freigegeben',
  denied: 'Abgelehnt',
  reported: 'Gemeldet',
};

const alreadyFinal: Describe = (params) => {
  const { state, decidedBy } = params;
  if (state === 'expired') return expired(params);
  const verb = state === undefined ? undefined : ANSWERED[state];
  const where = decidedBy === undefined ? '' : ` auf ${decidedBy}`;
  return {
    title: verb === undefined ? 'Diese Anfrage ist abgeschlossen' : `${verb}${where}`,
    body: 'Sie wurde schon beantwortet, deshalb zählt Ihre Antwort nicht.',
    nextStep: 'War die Antwort nicht von Ihnen, sehen Sie Ihre Geräte an und entfernen Sie die, die Sie nicht kennen.',
  };
};

const expired: Describe = () => ({
  title: 'Diese Anfrage ist abgelaufen',
  body: 'Ihre Antwort kam zu spät. Es wurde nichts freigegeben.',
  nextStep: startAgain,
});

/** What keeps an answer from being counted, and a person from being confirmed. One row per code. */
export const requestErrors: typeof english = {
  code_wrong: wrongCode,
  wrong_code: wrongCode,
  code_malformed: () => ({
    title: 'Der Code ist nicht vollständig',
    body: 'Es fehlen Ziffern.',
    nextStep: 'Tippen Sie alle Ziffern vom anderen Bildschirm ein.',
  }),
  challenge_expired: expired,
  challenge_already_final: alreadyFinal,
  challenge_final: alreadyFinal,
  attachment_changed: () => ({
    title: 'Dem Anhang ist nicht zu trauen',
    body: 'Er ist nicht das, was der Server unterschrieben hat. Deshalb zeigt Nod ihn nicht, und freigeben lässt sich nichts.',
    nextStep: 'Wählen Sie „Ablehnen“ und sagen Sie es der Person, die Sie gefragt hat.',
  }),
  attachment_unknown: () => ({
    title: 'Der Anhang ist nicht mehr da',
    body: 'Der Server hat ihn nicht mehr, deshalb lässt sich nichts freigeben.',
    nextStep: 'Wählen Sie „Ablehnen“, oder lassen Sie noch einmal fragen.',
  }),
  attachments_unseen: () => ({
    title: 'Lesen Sie zuerst den Anhang',
    body: 'Es wurde nichts freigegeben.',
    nextStep: 'Sehen Sie sich alles an und wählen Sie dann.',
  }),
  challenge_unknown: ({ here = 'phone' }) => ({
    title: 'Diese Anfrage gibt es nicht mehr',
    body: `Sie ist vorbei oder nicht für ${here === 'phone' ? 'dieses Handy' : 'diesen Computer'}. Hier wurde nichts freigegeben.`,
    nextStep: startAgain,
  }),
  code_unknown: () => ({
    title: 'Zu diesem Code wartet nichts',
    body: 'Zurzeit zeigt keine Ihrer Anmeldungen diese Ziffern.',
    nextStep: 'Sehen Sie noch einmal auf den anderen Bildschirm. Nach drei falschen Codes müssen Sie warten.',
  }),
  code_ambiguous: () => ({
    title: 'Zwei Anmeldungen zeigen diesen Code',
    body: 'Deshalb weiß Nod nicht, welche Ihre ist.',
    nextStep: 'Beginnen Sie dort neu, wo Sie sich anmelden. Dann erscheint ein anderer Code.',
  }),
  decision_invalid: refused,
  approval_unsupported: ({ here = 'phone' }) => ({
    title: here === 'phone' ? 'Auf diesem Handy nicht freizugeben' : 'Auf diesem Computer nicht freizugeben',
    body: 'Die Anfrage verlangt eine Prüfung, die Nod hier nicht kann.',
    nextStep: 'Waren Sie es, geben Sie sie auf einem anderen Gerät frei. Wenn nicht, wählen Sie „Ablehnen“.',
  }),
  approval_needs_app: () => ({
    title: 'Hier braucht es den Code',
    body: 'Aus der Benachrichtigung lässt sich diese Anfrage nicht freigeben.',
    nextStep: 'Öffnen Sie Nod und tippen Sie den Code vom anderen Bildschirm ein.',
  }),
  login_not_here: ({ here = 'phone' }) => ({
    title: 'Nicht in diesem Browser begonnen',
    body: `Kein Tab im Browser ${here === 'phone' ? 'dieses Handys' : 'dieses Computers'} zeigt diese Anmeldung. Deshalb lässt sie sich hier nicht freigeben.`,
    nextStep:
      'Haben Sie sie anderswo begonnen, antworten Sie dort. Haben Sie sie nicht begonnen, wählen Sie „Ablehnen“.',
  }),
  login_hidden: () => ({
    title: 'Nod darf diese Website nicht ansehen',
    body: 'Nod muss sehen, dass Ihr Tab die echte Website zeigt, und der Browser lässt das nicht zu.',
    nextStep: 'Öffnen Sie Nod, wählen Sie „Erlauben“ und geben Sie dann noch einmal frei.',
  }),
  confirmation_missing: () => ({
    title: 'Ihre Bestätigung fehlt',
    body: 'Diese Anfrage braucht Fingerabdruck, Gesicht oder PIN für genau die Antwort, die gesendet wird.',
    nextStep: 'Geben Sie sie noch einmal frei und bestätigen Sie.',
  }),
  confirmation_canceled: () => ({
    title: 'Ihre Bestätigung fehlt',
    body: 'Es wurde nichts gesendet: Die Frage nach Fingerabdruck, Gesicht oder PIN wurde geschlossen, oder Sie wurden nicht erkannt.',
    nextStep:
      'Versuchen Sie es erneut. Erscheint die Frage nicht mehr, entfernen Sie das Konto hier und koppeln es neu.',
  }),
  confirmation_unsupported: ({ here = 'phone', runsIn }) => ({
    title: here === 'phone' ? 'Dieses Handy kann Sie nicht erkennen' : 'Dieser Computer kann Sie nicht erkennen',
    body: 'Hier gibt es keinen Fingerabdruckleser, keine Kamera und keine PIN, nach der der Browser fragen könnte.',
    nextStep:
      runsIn === 'extension'
        ? 'Richten Sie im System eine PIN oder einen Fingerabdruck ein oder stecken Sie einen Sicherheitsstick an, und versuchen Sie es dann erneut.'
        : 'Richten Sie in den Systemeinstellungen eine Bildschirmsperre mit PIN, Fingerabdruck oder Gesicht ein und versuchen Sie es dann erneut.',
  }),
  offline_key_exists: ({ here = 'phone' }) => ({
    title: here === 'phone' ? 'Dieses Handy kann keine Ziffern machen' : 'Dieser Computer kann keine Ziffern machen',
    body: 'Beim Server ist für dieses Gerät schon etwas anderes hinterlegt, und das lässt sich nicht ersetzen.',
    nextStep: 'Entfernen Sie das Konto hier und koppeln Sie es neu.',
  }),
  verifier_exists: ({ here = 'phone' }) => ({
    title: 'Das ist schon eingeschaltet',
    body: `${here === 'phone' ? 'Auf diesem Handy' : 'Auf diesem Computer'} ist schon jemand zum Bestätigen eingerichtet, und niemand anders kann an dessen Stelle treten.`,
    nextStep:
      'Schalten Sie es zuerst aus. Können Sie nicht mehr bestätigen, entfernen Sie das Konto hier und koppeln es neu.',
  }),
  verifier_too_new: ({ here = 'phone' }) => ({
    title: 'Das zählt für diese Anfrage nicht',
    body: `Das Bestätigen wurde ${here === 'phone' ? 'auf diesem Handy' : 'auf diesem Computer'} erst nach der Anfrage oder weniger als einen Tag vorher eingerichtet. Es wurde nichts freigegeben.`,
    nextStep: 'Waren Sie es, geben Sie auf einem anderen Gerät frei. Wenn nicht, wählen Sie „Ablehnen“.',
  }),
  device_too_young: ({ here = 'phone' }) => ({
    title: here === 'phone' ? 'Dieses Handy ist dafür zu neu' : 'Dieser Computer ist dafür zu neu',
    body: 'In den ersten drei Tagen kann ein neues Gerät nichts an älteren Geräten ändern und nicht für sie sprechen.',
    nextStep: 'Nehmen Sie ein Gerät, das Sie schon länger haben, oder warten Sie.',
  }),
  verifier_invalid: ({ here = 'phone' }) => ({
    title: 'Der Server hat das nicht angenommen',
    body: `Was ${here === 'phone' ? 'dieses Handy' : 'dieser Computer'} angeboten hat, taugt nicht, um Sie zu erkennen.`,
    nextStep: 'Versuchen Sie es erneut und wählen Sie einen anderen Weg, wenn Ihr Browser mehrere anbietet.',
  }),
};
