import type { registrationWords as english } from '../registration-words.ts';
/** An application's own pairing link: its site shows a text. Apart from `words`, since only a lazy screen says this. */
export const registrationWords: typeof english = {
  title: (application: string) => `Vincular con ${application}`,
  lead: (application: string, site: string) =>
    `${application} te muestra para esto un texto corto en ${site}. Escríbelo aquí con tu nombre de usuario.`,
  leadAnywhere: (application: string) =>
    `${application} te muestra para esto un texto corto. Escríbelo aquí con tu nombre de usuario.`,
  username: 'Nombre de usuario',
  usernameHint: (application: string) => `El que tienes en ${application}.`,
  usernameMissing: 'Escribe el nombre de usuario que tienes allí.',
  text: 'Texto o número',
  textHint: 'Funciona una vez, y solo con tu nombre de usuario.',
  textMissing: 'Escribe lo que te muestra la página.',
  go: 'Continuar',
  step: 'Escribir el texto',
  busy: 'Preguntando…',
  hasDevice: {
    title: 'Ya tienes un dispositivo',
    body: 'Esto es solo para el primero, y el texto ya quedó usado.',
    nextStep:
      'Pide allí un código de vinculación, o pídelo a quien gestiona el servidor. Después, tu primer dispositivo tiene que aceptar este.',
  },
  toPairing: 'Vincular con un código',
  again: 'Reintentar',
};
