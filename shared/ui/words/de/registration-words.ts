import type { registrationWords as english } from '../registration-words.ts';
/** An application's own pairing link: its site shows a text. Apart from `words`, since only a lazy screen says this. */
export const registrationWords: typeof english = {
  title: (application: string) => `Mit ${application} koppeln`,
  lead: (application: string, site: string) =>
    `${application} zeigt Ihnen dafür auf ${site} einen kurzen Text. Tippen Sie ihn hier mit Ihrem Benutzernamen ein.`,
  leadAnywhere: (application: string) =>
    `${application} zeigt Ihnen dafür einen kurzen Text. Tippen Sie ihn hier mit Ihrem Benutzernamen ein.`,
  username: 'Benutzername',
  usernameHint: (application: string) => `So, wie ${application} Sie kennt.`,
  usernameMissing: 'Tippen Sie den Benutzernamen ein, den Sie dort haben.',
  text: 'Text oder Zahl',
  textHint: 'Gilt einmal und nur für Ihren Benutzernamen.',
  textMissing: 'Tippen Sie ein, was die Seite Ihnen zeigt.',
  go: 'Weiter',
  step: 'Text eingeben',
  busy: 'Nod fragt nach…',
  hasDevice: {
    title: 'Sie haben schon ein Gerät',
    body: 'Dieser Weg ist nur für das erste, und der Text ist jetzt verbraucht.',
    nextStep:
      'Lassen Sie sich dort einen Kopplungscode geben oder fragen Sie den Betreiber des Servers. Ihr erstes Gerät stimmt dann zu, dieses aufzunehmen.',
  },
  toPairing: 'Mit einem Code koppeln',
  again: 'Erneut versuchen',
};
