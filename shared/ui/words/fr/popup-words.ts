import type { popupWords as english } from '../popup-words.ts';

/** Sentences that only the extension says; those both shells share are in shared/ui. */
export const popupWords: typeof english = {
  pairTitle: 'Associer cet ordinateur',
  pairBody: 'L’association s’ouvre dans un onglet, car votre navigateur vous posera une ou deux questions.',
  pairInTab: 'Associer dans un onglet',
  pairPageTitle: (host: string) => `Cette page permet l’association avec ${host}`,
  pairPageBody: 'Un clic reprend son code. Vous verrez de quel compte il s’agit avant toute association.',
  pairPage: 'Associer avec cette page',

  startBody:
    'Ouvrez votre compte sur le site où vous vous connectez et choisissez d’ajouter un appareil. Vous y obtenez un code et un lien.',
  server: 'Adresse du serveur, ou lien d’association',
  serverHint: 'Par exemple nod.example.org.',
  serverWrong: 'Ce n’est pas l’adresse d’un serveur Nod. Elle doit ressembler à nod.example.org et s’ouvrir en https.',
  serverMissing: 'Saisissez d’abord l’adresse.',
  sitesNote: (sites: string) =>
    `Votre navigateur va vous demander si Nod peut accéder à ${sites}\u00a0: c’est pour vérifier qu’une page de connexion est la vraie et non une copie, et pour rien d’autre.`,

  sites: 'Sites auxquels Nod a accès',
  sitesNone: 'Aucun pour l’instant. Nod le demande lors d’une association, ou quand une connexion l’exige.',
  sitesRemove: 'Retirer l’accès',
  sitesWhy:
    'Sur ces sites seulement, un clic suffit pour approuver une connexion, car Nod voit que la page est la vraie.',
};
