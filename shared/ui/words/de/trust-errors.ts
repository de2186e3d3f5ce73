import type { trustErrors as english } from '../trust-errors.ts';

/** What keeps a device from acting on another one, and a person from undoing what happened. One row per code. */
export const trustErrors: typeof english = {
  device_too_young: ({ here = 'phone' }) => ({
    title: here === 'phone' ? 'Dieses Handy ist dafür zu neu' : 'Dieser Computer ist dafür zu neu',
    body: 'Drei Tage lang kann ein neues Gerät die älteren nicht pausieren, umbenennen oder entfernen.',
    nextStep: 'Tun Sie es auf einem Ihrer älteren Geräte oder fragen Sie den Betreiber des Servers.',
  }),
  last_device: () => ({
    title: 'Das ist Ihr letzter Zugang',
    body: 'Danach würde nichts mehr für Sie antworten. Deshalb wurde nichts geändert.',
    nextStep: 'Koppeln Sie zuerst ein anderes Gerät.',
  }),
  operator_needed: () => ({
    title: 'Das können Ihre Geräte nicht entscheiden',
    body: 'Nur der Betreiber des Servers kann dieses Gerät wieder aktivieren oder entfernen.',
    nextStep: 'Rufen Sie dort an oder gehen Sie vorbei, und sagen Sie, was passiert ist.',
  }),
  objection_refused: ({ here = 'phone' }) => ({
    title: here === 'phone' ? 'Dieses Handy kann das nicht mehr sagen' : 'Dieser Computer kann das nicht mehr sagen',
    body: 'Es wurde bestätigt, dass das Gerät pausiert bleiben soll, oder die Zeit dafür ist vorbei.',
    nextStep: 'Aktivieren Sie es auf einem anderen Ihrer Geräte wieder oder fragen Sie den Betreiber des Servers.',
  }),
  email_invalid: () => ({
    title: 'Diese Adresse geht nicht',
    body: 'Es muss eine E-Mail-Adresse sein, zum Beispiel anna@example.org.',
    nextStep: 'Prüfen Sie sie Zeichen für Zeichen und speichern Sie sie dann noch einmal.',
  }),
  totp_exists: () => ({
    title: 'Es ist schon eine andere App eingerichtet',
    body: 'Es kann nur eine geben. Die eingerichtete wurde nicht verändert.',
    nextStep: 'Entfernen Sie zuerst die andere App und richten Sie dann diese ein.',
  }),
  totp_not_begun: () => ({
    title: 'Das müssen Sie neu anfangen',
    body: 'Es hat länger als zehn Minuten gedauert, oder ein anderes Ihrer Geräte hat auch damit angefangen. Nichts wurde eingeschaltet.',
    nextStep: 'Schließen Sie diese Ansicht, öffnen Sie sie wieder und richten Sie die andere App neu ein.',
  }),
  announcement_unknown: () => ({
    title: 'Das ist zu lange her',
    body: 'Der Server weiß davon nichts mehr.',
    nextStep: 'Sehen Sie Ihre Geräte an und pausieren Sie das, das nicht Ihres ist.',
  }),
  undo_impossible: () => ({
    title: 'Hier ist nichts mehr rückgängig zu machen',
    body: 'Das Gerät ist schon pausiert oder entfernt, oder es war vor diesem hier da.',
    nextStep: 'Sehen Sie Ihre Geräte an und pausieren Sie das, das nicht Ihres ist.',
  }),
  waiting_refused: () => ({
    title: 'Es wartet kein Gerät mehr',
    body: 'Es wurde aufgenommen oder abgewiesen, oder die Zeit ist abgelaufen.',
    nextStep: 'Öffnen Sie Nod auf einem Ihrer Geräte und sehen Sie unter „Was passiert ist“ nach.',
  }),
  disowning_refused: () => ({
    title: 'Dafür ist es zu spät',
    body: 'Das geht nur für eine Freigabe, die nicht länger als einen Tag her ist.',
    nextStep: 'Sagen Sie der Website selbst, dass Sie es nicht waren, und sehen Sie hier Ihre Geräte an.',
  }),
  recovery_invalid: () => ({
    title: 'Das stimmt nicht',
    body: 'Dieser Name und dieser Code gehören nicht zusammen, oder der Code wurde schon benutzt. Jeder gilt einmal.',
    nextStep: 'Prüfen Sie beides noch einmal oder tippen Sie einen anderen Code vom selben Blatt ein.',
  }),
  registration_refused: () => ({
    title: 'Das stimmt nicht',
    body: 'Dieser Name und dieser Text gehören nicht zusammen, oder der Text wurde schon benutzt.',
    nextStep: 'Prüfen Sie beides noch einmal oder lassen Sie sich von der Seite einen neuen Text zeigen.',
  }),
  registration_unavailable: () => ({
    title: 'Mit diesem Link lässt sich nichts koppeln',
    body: 'Keine Anwendung auf diesem Server nimmt diesen Link an.',
    nextStep: 'Fragen Sie dort nach einem Kopplungscode oder einem anderen Link.',
  }),
  realm_required: () => ({
    title: 'Es fehlt noch etwas',
    body: 'Auf diesem Server gibt es mehrere Gruppen von Konten.',
    nextStep: 'Tippen Sie auch den Namen Ihrer Gruppe ein. Er steht auf dem Blatt mit Ihren Codes.',
  }),
  report_final: () => ({
    title: 'Das lässt sich nicht mehr zurücknehmen',
    body: 'Die Anwendung kann Sie vorerst nicht benachrichtigen. Anmelden können Sie sich dort trotzdem.',
    nextStep: 'Beginnen Sie die Anmeldung neu, öffnen Sie Nod und wählen Sie „Ich melde mich an“.',
  }),
  link_invalid: () => ({
    title: 'Dieser Link gilt nicht mehr',
    body: 'Ein solcher Link gilt sieben Tage und muss vollständig sein.',
    nextStep:
      'Öffnen Sie Nod auf einem Ihrer Geräte und sehen Sie unter „Was passiert ist“ nach, oder fragen Sie den Betreiber des Servers.',
  }),
  link_used: () => ({
    title: 'Dieser Link wurde schon benutzt',
    body: 'Was er pausieren konnte, wurde dabei pausiert.',
    nextStep:
      'Öffnen Sie Nod auf einem Ihrer Geräte, um zu sehen, was passiert ist. Haben nicht Sie ihn benutzt, fragen Sie den Betreiber des Servers.',
  }),
};
