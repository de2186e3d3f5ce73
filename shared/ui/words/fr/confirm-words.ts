import type { confirmWords as english } from '../confirm-words.ts';
import type { Here } from '../here.ts';

/** Setting up that the person is confirmed before an approval. Not part of `words`: only screens that are fetched later have it. */
export const confirmWords: typeof english = {
  title: 'Confirmer que c’est vous',
  what: (here: Here) =>
    `Votre empreinte, votre visage ou votre code PIN est demandé avant d’approuver, pour que personne d’autre ${here === 'phone' ? 'avec ce téléphone' : 'à cet ordinateur'} ne puisse approuver à votre place.`,
  isOn: 'Activé',
  isOnFrom: (when: string) =>
    `Activé. Valable à partir de\u00a0: ${when}, pour que personne ne puisse l’activer juste pour approuver quelque chose.`,
  isOff: 'Désactivé',
  turnOn: (username: string) => `Activer pour ${username}`,
  turnOff: (username: string) => `Désactiver pour ${username}`,
  busy: 'Nous vous attendons…',
  waits: (device: string) => `Activé sur ${device}`,
  waitsNote: (when: string) =>
    `Valable là-bas à partir de\u00a0: ${when}. Si c’est vous qui l’avez activé, cela peut compter dès maintenant.`,
  countNow: 'Le faire compter maintenant',
  countNowNamed: (device: string) => `Le faire compter maintenant sur ${device}`,
  countTitle: (device: string) => `Est-ce vous qui l’avez activé sur ${device}\u00a0?`,
  countBody:
    'Ensuite, la personne à qui appartient ce doigt, ce visage ou ce code PIN approuve à votre place là-bas. Si ce n’était pas vous, retirez cet appareil.',
  countConfirm: 'C’était moi',
  cannotTitle: (here: Here) =>
    here === 'phone' ? 'Ce téléphone ne peut pas vous confirmer' : 'Cet ordinateur ne peut pas vous confirmer',
  cannotBody:
    'Le navigateur ne trouve ni empreinte, ni visage, ni code PIN à demander. Configurez un verrouillage de l’écran dans les réglages du système, puis rouvrez Nod.',
  offerTitle: 'Demander mon doigt ou mon visage avant chaque approbation',
  offerBody: (here: Here) =>
    `Pour que personne d’autre qui tient ${here === 'phone' ? 'ce téléphone' : 'cet ordinateur'} ne puisse approuver à votre place.`,
  offerReasons: (here: Here) => [
    `Ce qui déverrouille ${here === 'phone' ? 'ce téléphone' : 'cet ordinateur'} suffit\u00a0: empreinte, visage ou code PIN`,
    `Le doigt et le visage restent sur ${here === 'phone' ? 'ce téléphone' : 'cet ordinateur'}\u00a0: Nod apprend seulement que c’était vous`,
    'Maintenant, cela compte tout de suite\u00a0; activé plus tard, seulement après un jour',
  ],
  offerTurnOn: 'Activer',
  offerSkip: 'Pas maintenant',
  offerFailed: 'Réessayez, ou choisissez «\u00a0Pas maintenant\u00a0»\u00a0: c’est aussi dans les Réglages.',
};
