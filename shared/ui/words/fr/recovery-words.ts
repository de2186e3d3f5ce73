import { countedIn } from '../../../languages/counted.ts';
import type { Here } from '../here.ts';
import type { recoveryWords as english } from '../recovery-words.ts';
import { dated } from './time-words.ts';

const counted = countedIn('fr');

/** Recovery codes: making them, keeping them, and getting in by one. Apart from `words`, since only lazy screens say this. */
export const recoveryWords: typeof english = {
  title: 'Codes de secours',
  note: 'Sur papier, si vous n’avez plus d’appareil',
  offer: (here: Here) =>
    `Encore une chose\u00a0: si ${here === 'phone' ? 'ce téléphone' : 'cet ordinateur'} est perdu, des codes de secours sur papier vous redonnent l’accès. Sans eux, seule la personne qui gère le serveur peut le faire. Pour les créer plus tard, choisissez «\u00a0Terminé\u00a0», puis ouvrez «\u00a0Compte\u00a0».`,
  /** In place of the offer, where there are some already. */
  kept: (here: Here, left: number) =>
    `Si ${here === 'phone' ? 'ce téléphone' : 'cet ordinateur'} est perdu, vos codes de secours permettent d’en ajouter un nouveau. ${counted(left, { one: 'Il en reste #', other: 'Il en reste #' })}.`,
  /** In place of words.accounts.onlyDeviceNext. */
  onlyDeviceNext: (host: string) =>
    `Si vous le perdez, vos codes de secours permettent d’en ajouter un nouveau. Pour associer aussi un deuxième appareil, ouvrez-y ${host} et saisissez un code\u00a0: vous l’obtenez au même endroit que le premier.`,
  lead: (here: Here) =>
    here === 'phone'
      ? 'Si ce téléphone est perdu ou cassé, un code de secours permet d’en ajouter un nouveau, sans autre appareil. Gardez ces codes sur papier, loin de votre téléphone.'
      : 'Si cet ordinateur est perdu ou cassé, un code de secours permet d’en ajouter un nouveau, sans autre appareil. Gardez ces codes sur papier, loin de votre ordinateur.',
  looking: 'Recherche…',
  none: 'Vous n’avez pas de codes de secours',
  noneNext: 'Sans eux et sans autre appareil, seule la personne qui gère le serveur peut vous redonner l’accès.',
  left: (count: number) =>
    count === 0 ? 'Tous les codes ont servi' : counted(count, { one: 'Il reste # code', other: 'Il reste # codes' }),
  made: (when: string) => `Créés ${dated(when)}`,
  few: 'Créez-en de nouveaux tant que vous le pouvez. Les anciens ne seront alors plus valables.',
  /** On the first screen. */
  fewLeft: (count: number) =>
    count === 0
      ? 'Tous vos codes de secours ont servi'
      : counted(count, { one: 'Il reste # code de secours', other: 'Il reste # codes de secours' }),
  fewNext: 'Ils vous redonnent l’accès quand tout le reste est perdu. Créez-en de nouveaux tant que vous le pouvez.',
  make: 'Créer des codes de secours',
  makeNew: 'Créer de nouveaux codes',
  making: 'Création…',
  askTitle: 'Créer de nouveaux codes\u00a0?',
  askBody:
    'Les codes de votre ancienne feuille, si vous en avez une, ne seront plus valables. Tous vos appareils en seront avertis.',

  fresh: 'Vos codes de secours',
  freshLead: 'Ils ne s’affichent qu’une fois. Imprimez-les ou enregistrez-les maintenant. Chacun ne sert qu’une fois.',
  print: 'Imprimer',
  save: 'Enregistrer dans un fichier',
  copy: 'Copier',
  copied: 'Codes copiés',
  copyFailed: 'Impossible de copier ici',
  keep: 'Je les ai mis de côté',
  keepTitle: 'Les avez-vous mis de côté\u00a0?',
  keepBody: 'Nod ne pourra plus afficher ces codes.',
  fileName: 'nod-codes-de-secours.txt',

  sheet: {
    title: 'Codes de secours Nod',
    address: 'Adresse',
    realm: 'Groupe',
    username: 'Nom d’utilisateur',
    codes: 'Codes',
    how: (address: string) =>
      `Téléphone perdu\u00a0? Ouvrez ${address} dans n’importe quel navigateur, ou choisissez «\u00a0J’ai un code de secours\u00a0» en associant un nouvel appareil.`,
    warning:
      'Ne saisissez ces codes nulle part ailleurs. Personne ne vous en demandera un pour vous aider, et aucun autre site n’en a besoin.',
  },

  use: {
    open: 'J’ai un code de secours',
    title: 'Utiliser un code de secours',
    lead: 'Prenez sur votre feuille un code qui n’a pas encore servi. Il ne sert qu’une fois.',
    letInLead: (here: Here) =>
      `Il permet d’ajouter ${here === 'phone' ? 'ce téléphone' : 'cet ordinateur'} sans autre appareil. Prenez-en un qui n’a pas encore servi.`,
    realm: 'Groupe',
    realmHint: 'Comme indiqué sur votre feuille.',
    username: 'Nom d’utilisateur',
    usernameMissing: 'Saisissez le nom d’utilisateur indiqué sur votre feuille.',
    code: 'Code de secours',
    codeHint: 'Les majuscules et les tirets n’ont pas d’importance.',
    codeWrong: 'Un code a 16 lettres et chiffres, en quatre groupes.',
    go: 'Utiliser ce code',
    busy: 'Vérification…',
  },
};
