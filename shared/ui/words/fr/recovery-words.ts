import { countedIn } from '../../../languages/counted.ts';
import type { Here } from '../here.ts';
import type { recoveryWords as english } from '../recovery-words.ts';

const counted = countedIn('fr');

/** Recovery codes: making them, keeping them, and getting in by one. Apart from `words`, since only lazy screens say this. */
export const recoveryWords: typeof english = {
  title: 'Codes de secours',
  note: 'Sur papier, pour quand vous n’avez plus d’appareil',
  offer: (here: Here) =>
    `Encore une chose\u00a0: si ${here === 'phone' ? 'ce téléphone' : 'cet ordinateur'} est perdu, des codes de secours sur papier vous font entrer de nouveau. Sans eux, seule la personne qui gère le serveur le peut. «\u00a0Terminé\u00a0» remet cela à plus tard\u00a0: c’est dans «\u00a0Compte\u00a0».`,
  /** In place of the offer, where there are some already. */
  kept: (here: Here, left: number) =>
    `Si ${here === 'phone' ? 'ce téléphone' : 'cet ordinateur'} est perdu, vos codes de secours en font entrer un nouveau. ${counted(left, { one: 'Il en reste #', other: 'Il en reste #' })}.`,
  /** In place of words.accounts.onlyDeviceNext. */
  onlyDeviceNext: (host: string) =>
    `Si vous le perdez, vos codes de secours en font entrer un nouveau. Pour associer aussi un deuxième appareil, ouvrez-y ${host} et saisissez un code\u00a0: vous l’obtenez au même endroit que le premier.`,
  lead: (here: Here) =>
    here === 'phone'
      ? 'Si ce téléphone est perdu ou cassé, un code de secours en fait entrer un nouveau, sans autre appareil. Gardez-les sur papier, loin de votre téléphone.'
      : 'Si cet ordinateur est perdu ou cassé, un code de secours en fait entrer un nouveau, sans autre appareil. Gardez-les sur papier, loin de votre ordinateur.',
  looking: 'Recherche…',
  none: 'Vous n’avez pas de codes de secours',
  noneNext: 'Sans eux et sans autre appareil, seule la personne qui gère le serveur peut vous faire entrer de nouveau.',
  left: (count: number) =>
    count === 0 ? 'Tous les codes ont servi' : counted(count, { one: 'Il reste # code', other: 'Il reste # codes' }),
  made: (when: string) => `Créés\u00a0: ${when}`,
  few: 'Créez-en de nouveaux tant que vous le pouvez. Les anciens ne vaudront alors plus rien.',
  /** On the first screen. */
  fewLeft: (count: number) =>
    count === 0
      ? 'Tous vos codes de secours ont servi'
      : counted(count, { one: 'Il reste # code de secours', other: 'Il reste # codes de secours' }),
  fewNext: 'Ils vous font entrer quand tout le reste est perdu. Créez-en de nouveaux tant que vous le pouvez.',
  make: 'Créer des codes de secours',
  makeNew: 'Créer de nouveaux codes',
  making: 'Création…',
  askTitle: 'Créer de nouveaux codes\u00a0?',
  askBody:
    'Les codes de votre ancienne feuille, si vous en avez une, ne vaudront plus rien. Tous vos appareils en sont avertis.',

  fresh: 'Vos codes de secours',
  freshLead: 'Ils ne sont montrés que cette fois. Imprimez-les ou enregistrez-les maintenant. Chacun sert une fois.',
  print: 'Imprimer',
  save: 'Enregistrer dans un fichier',
  copy: 'Copier',
  copied: 'Copié',
  copyFailed: 'Impossible de copier ici',
  keep: 'Je les ai gardés',
  keepTitle: 'Les avez-vous gardés\u00a0?',
  keepBody: 'Nod ne pourra plus montrer ces codes.',
  fileName: 'nod-codes-de-secours.txt',

  sheet: {
    title: 'Codes de secours Nod',
    address: 'Adresse',
    realm: 'Fait partie de',
    username: 'Nom d’utilisateur',
    codes: 'Codes',
    how: (address: string) =>
      `Téléphone perdu\u00a0? Ouvrez ${address}/account dans n’importe quel navigateur, ou choisissez «\u00a0J’ai un code de secours\u00a0» en associant un nouvel appareil.`,
    warning:
      'Ne saisissez un code nulle part ailleurs. Personne qui vous aide n’en demandera un, et aucun autre site n’en a besoin.',
  },

  use: {
    open: 'J’ai un code de secours',
    title: 'Utiliser un code de secours',
    lead: 'Prenez sur votre feuille un code qui n’a pas encore servi. Il sert une fois.',
    letInLead: (here: Here) =>
      `Il fait entrer ${here === 'phone' ? 'ce téléphone' : 'cet ordinateur'} sans autre appareil. Prenez-en un qui n’a pas encore servi.`,
    realm: 'Fait partie de',
    realmHint: 'Comme sur votre feuille.',
    username: 'Nom d’utilisateur',
    usernameMissing: 'Saisissez le nom d’utilisateur de votre feuille.',
    code: 'Code de secours',
    codeHint: 'Majuscules et tirets, peu importe.',
    codeWrong: 'Un code a 16 lettres et chiffres, en quatre groupes.',
    go: 'Utiliser ce code',
    busy: 'Vérification…',
  },
};
