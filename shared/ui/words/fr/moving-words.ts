import { countedIn } from '../../../languages/counted.ts';
import type { Here } from '../here.ts';
import type { movingWords as english } from '../moving-words.ts';

const counted = countedIn('fr');
const accounts = (count: number) =>
  count === 1 ? 'votre compte' : counted(count, { one: 'votre compte', other: 'vos # comptes' });

/** Moving from an old phone to a new one: on both of them. Apart from `words`, as those of vouching-words.ts. */
export const movingWords: typeof english = {
  entry: 'Passer à un nouveau téléphone',
  entryNote: 'Il prend la place de celui-ci',

  away: {
    title: 'Passer à un nouveau téléphone',
    body: (count: number) =>
      `Le nouveau téléphone reprend ${accounts(count)}, et celui-ci ne répond plus. Cela prend deux minutes.`,
    steps: (host: string) => [
      `Sur le nouveau téléphone, ouvrez ${host}. Sur un iPhone, ajoutez d’abord Nod à l’écran d’accueil et ouvrez-le de là.`,
      'Choisissez-y «\u00a0Scanner le code\u00a0», et scannez ceci.',
      'Le nouveau téléphone affiche six chiffres. Saisissez-les ici quand ce téléphone les demande.',
    ],
    others: 'Les comptes d’autres serveurs sont dans une application distincte\u00a0: ouvrez-la pour les transférer.',
    start: 'Afficher le code',
    starting: 'Un instant…',
    qr: 'Code de transfert, à scanner avec le nouveau téléphone',
    waiting: 'Scanné\u00a0? Ce téléphone va vous demander les chiffres.',
    over: 'Ce code a expiré, pour que personne ne puisse se servir d’une photo.',
    again: 'En afficher un nouveau',
    none: 'Aucun compte en service ici ne peut être transféré.',
  },

  here: {
    title: (here: Here) => (here === 'phone' ? 'Passer à ce téléphone\u00a0?' : 'Passer à cet ordinateur\u00a0?'),
    body: (here: Here) =>
      `${here === 'phone' ? 'Ce téléphone' : 'Cet ordinateur'} prend la place de l’ancien téléphone, qui cesse alors de répondre.`,
    checking: 'Recherche des comptes à transférer…',
    start: 'Transférer ici',
    notMine: 'Ce n’est pas à moi',
    working: 'Transfert…',
    workingBody: (here: Here) =>
      `Cela peut prendre jusqu’à 20 secondes par compte. Laissez ${here === 'phone' ? 'ce téléphone' : 'cet ordinateur'} allumé.`,
    lead: 'L’ancien téléphone demande maintenant ces chiffres. Saisissez-les dessus.',
    testLost: {
      title: 'La notification de test n’est pas arrivée',
      body: 'Le compte est ici, mais ses notifications n’arrivent pas encore.',
      nextStep: 'Réessayez.',
    },
  },
};
