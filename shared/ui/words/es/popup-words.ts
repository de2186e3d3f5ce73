import type { popupWords as english } from '../popup-words.ts';

/** Sentences that only the extension says; those both shells share are in shared/ui. */
export const popupWords: typeof english = {
  pairTitle: 'Vincular este equipo',
  pairBody: 'La vinculación se abre en una pestaña, porque el navegador te hace una o dos preguntas.',
  pairInTab: 'Vincular en una pestaña',
  pairPageTitle: (host: string) => `Esta página vincula con ${host}`,
  pairPageBody: 'Con un clic, Nod toma su código. Ves de quién es la cuenta antes de que se cree nada.',
  pairPage: 'Vincular con esta página',

  startBody: 'Abre tu cuenta donde inicias sesión y elige añadir un dispositivo. Allí te dan un código y un enlace.',
  server: 'Dirección del servidor, o enlace de vinculación',
  serverHint: 'Donde funciona Nod, por ejemplo nod.example.org.',
  serverWrong: 'Esto no puede ser un servidor de Nod. Su dirección es como nod.example.org y usa https.',
  serverMissing: 'Primero escribe la dirección.',
  sitesNote: (sites: string) =>
    `Ahora el navegador te preguntará si Nod puede mirar ${sites}: para ver que la página de inicio de sesión es la auténtica y no una copia, y para nada más.`,

  sites: 'Sitios que Nod puede mirar',
  sitesNone: 'Ninguno por ahora. Nod lo pide cuando vinculas, o cuando hace falta para un inicio de sesión.',
  sitesRemove: 'Retirar el permiso',
  sitesWhy: 'Solo ahí basta un clic para aprobar, porque Nod ve que la página es la auténtica.',
};
