import type { confirmWords as english } from '../confirm-words.ts';
import type { Here } from '../here.ts';

/** Setting up that the person is confirmed before an approval. Not part of `words`: only screens that are fetched later have it. */
export const confirmWords: typeof english = {
  title: 'Bestätigen, dass Sie es sind',
  what: (here: Here) =>
    `Vor jeder Freigabe werden Sie nach Fingerabdruck, Gesicht oder PIN gefragt. So kann niemand sonst ${here === 'phone' ? 'mit diesem Handy' : 'an diesem Computer'} für Sie freigeben.`,
  isOn: 'Eingeschaltet',
  isOnFrom: (when: string) =>
    `Eingeschaltet. Gilt ab ${when}, damit niemand es nur für eine schnelle Freigabe einrichten kann.`,
  isOff: 'Ausgeschaltet',
  turnOn: (username: string) => `Für ${username} einschalten`,
  turnOff: (username: string) => `Für ${username} ausschalten`,
  busy: 'Wartet auf Sie…',
  waits: (device: string) => `Eingerichtet auf ${device}`,
  waitsNote: (when: string) =>
    `Gilt dort ab ${when}. Wenn Sie das selbst eingerichtet haben, kann es schon jetzt gelten.`,
  countNow: 'Ab jetzt gelten lassen',
  countNowNamed: (device: string) => `Auf ${device} ab jetzt gelten lassen`,
  countTitle: (device: string) => `Haben Sie das auf ${device} eingerichtet?`,
  countBody:
    'Dann kann dort für Sie freigeben, wem dieser Finger, dieses Gesicht oder diese PIN gehört. Waren Sie es nicht, entfernen Sie das Gerät.',
  countConfirm: 'Das war ich',
  cannotTitle: (here: Here) =>
    here === 'phone' ? 'Dieses Handy kann Sie nicht erkennen' : 'Dieser Computer kann Sie nicht erkennen',
  cannotBody:
    'Der Browser findet weder Fingerabdruck noch Gesicht noch PIN, nach denen er fragen könnte. Richten Sie in den Systemeinstellungen eine Bildschirmsperre ein und öffnen Sie Nod dann erneut.',
  offerTitle: 'Vor jeder Freigabe nach Finger oder Gesicht fragen',
  offerBody: (here: Here) =>
    `Damit niemand sonst ${here === 'phone' ? 'mit diesem Handy' : 'an diesem Computer'} für Sie freigeben kann.`,
  offerReasons: (here: Here) => [
    here === 'phone'
      ? 'Es genügt, womit Sie dieses Handy entsperren: Fingerabdruck, Gesicht oder PIN'
      : 'Es genügt, womit Sie diesen Computer entsperren: Fingerabdruck, Gesicht oder PIN',
    here === 'phone'
      ? 'Finger und Gesicht bleiben auf diesem Handy: Nod erfährt nur, dass Sie es waren'
      : 'Finger und Gesicht bleiben auf diesem Computer: Nod erfährt nur, dass Sie es waren',
    'Jetzt gilt es sofort, später eingeschaltet erst nach einem Tag',
  ],
  offerTurnOn: 'Einschalten',
  offerSkip: 'Nicht jetzt',
  offerFailed: 'Versuchen Sie es erneut oder wählen Sie „Nicht jetzt“: Es steht auch in den Einstellungen.',
};
