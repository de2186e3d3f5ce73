import type { Language } from '../../shared/languages/languages.ts';

/** The one sentence of the worker that has no database to look into: it goes by the browser's language. */
export const WAITING: Readonly<Record<Language, string>> = {
  en: 'A request waits. Open Nod to see it.',
  de: 'Eine Anfrage wartet. Öffnen Sie Nod, um sie zu sehen.',
  fr: 'Une demande vous attend. Ouvrez Nod pour la voir.',
  es: 'Hay una solicitud esperando. Abre Nod para verla.',
  ar: 'هناك طلب بانتظارك. افتح Nod لتراه.',
  ja: '回答待ちのリクエストがあります。Nodを開いて確認してください。',
};
