import type { popupWords as english } from '../popup-words.ts';

/** Sentences that only the extension says; those both shells share are in shared/ui. */
export const popupWords: typeof english = {
  pairTitle: 'Associer cet ordinateur',
  pairBody: 'L’association s’ouvre dans un onglet, car elle pose une ou deux questions à votre navigateur.',
  pairInTab: 'Associer dans un onglet',
  pairPageTitle: (host: string) => `Cette page associe avec ${host}`,
  pairPageBody: 'Un clic reprend son code. Vous voyez de quel compte il s’agit avant que rien ne soit fait.',
  pairPage: 'Associer avec cette page',

  startBody:
    'Ouvrez votre compte sur le site où vous vous connectez et choisissez d’ajouter un appareil. Vous y obtenez un code et un lien.',
  server: 'Adresse du serveur, ou lien d’association',
  serverHint: 'Là où Nod fonctionne, par exemple nod.example.org.',
  serverWrong: 'Ce ne peut pas être un serveur Nod. Son adresse ressemble à nod.example.org et s’ouvre en https.',
  serverMissing: 'Saisissez d’abord l’adresse.',
  sitesNote: (sites: string) =>
    `Votre navigateur demande ensuite si Nod peut regarder ${sites}\u00a0: pour voir qu’une page de connexion est la vraie et non une copie, et pour rien d’autre.`,

  sites: 'Sites que Nod peut regarder',
  sitesNone: 'Aucun pour l’instant. Nod demande quand vous associez, ou quand une connexion en a besoin.',
  sitesRemove: 'Retirer l’autorisation',
  sitesWhy: 'Là seulement, un clic suffit pour approuver, car Nod voit que la page est la vraie.',
};
