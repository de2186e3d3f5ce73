import type { confirmWords as english } from '../confirm-words.ts';
import type { Here } from '../here.ts';
import { dated } from './time-words.ts';

const thisDevice = (here: Here) => (here === 'phone' ? 'ce téléphone' : 'cet ordinateur');

/** Setting up that the person is confirmed before an approval. Not part of `words`: only screens that are fetched later have it. */
export const confirmWords: typeof english = {
  title: 'Confirmer que c’est vous',
  what: (here: Here) =>
    `Avant chaque approbation, Nod demande votre empreinte, votre visage ou votre code PIN. Ainsi, personne d’autre ne peut approuver à votre place ${here === 'phone' ? 'avec ce téléphone' : 'sur cet ordinateur'}.`,
  isOn: 'Activé',
  isOnFrom: (when: string) =>
    `Activé. Valable dès ${dated(when)}, pour que personne ne puisse l’activer juste pour approuver quelque chose.`,
  isOff: 'Désactivé',
  turnOn: (username: string) => `Activer pour ${username}`,
  turnOff: (username: string) => `Désactiver pour ${username}`,
  busy: 'En attente de votre confirmation…',
  waits: (device: string) => `Activé sur ${device}`,
  waitsNote: (when: string) =>
    `Valable sur cet appareil dès ${dated(when)}. Si c’est vous qui l’avez activé, vous pouvez le valider maintenant.`,
  countNow: 'Valider maintenant',
  countNowNamed: (device: string) => `Valider maintenant sur ${device}`,
  countTitle: (device: string) => `Est-ce vous qui l’avez activé sur ${device}\u00a0?`,
  countBody:
    'Après cela, le doigt, le visage ou le code PIN enregistré sur cet appareil suffit pour y approuver à votre place. Si ce n’était pas vous, retirez cet appareil.',
  countConfirm: 'C’était moi',
  cannotTitle: (here: Here) =>
    here === 'phone'
      ? 'Ce téléphone ne peut pas vérifier que c’est vous'
      : 'Cet ordinateur ne peut pas vérifier que c’est vous',
  cannotBody:
    'Le navigateur ne trouve ni empreinte, ni visage, ni code PIN à demander. Activez le verrouillage de l’écran dans les réglages du système, puis rouvrez Nod.',
  offerTitle: 'Demander mon empreinte ou mon visage avant chaque approbation',
  offerBody: (here: Here) => `Pour que personne d’autre ne puisse approuver à votre place avec ${thisDevice(here)}.`,
  offerReasons: (here: Here) => [
    `Ce qui déverrouille ${thisDevice(here)} suffit\u00a0: empreinte, visage ou code PIN`,
    `Votre empreinte et votre visage restent sur ${thisDevice(here)}\u00a0: Nod apprend seulement que c’était vous`,
    'Activé maintenant, c’est valable tout de suite\u00a0; activé plus tard, seulement après un jour',
  ],
  offerTurnOn: 'Activer',
  offerSkip: 'Pas maintenant',
  offerFailed:
    'Réessayez, ou choisissez «\u00a0Pas maintenant\u00a0»\u00a0: c’est aussi dans les «\u00a0Réglages\u00a0».',
};
