import { countedIn } from '../../../languages/counted.ts';
import type { Here } from '../here.ts';
import type { recoveryWords as english } from '../recovery-words.ts';

const counted = countedIn('es');
const thisDevice = (here: Here) => (here === 'phone' ? 'este teléfono' : 'este equipo');

/** Recovery codes: making them, keeping them, and getting in by one. Apart from `words`, since only lazy screens say this. */
export const recoveryWords: typeof english = {
  title: 'Códigos de recuperación',
  note: 'En papel, para cuando no tengas ningún dispositivo',
  offer: (here: Here) =>
    `Una cosa más: si pierdes ${thisDevice(here)}, con códigos de recuperación en papel vuelves a entrar. Sin ellos, solo puede ayudarte quien gestiona el servidor. Con «Listo» lo dejas para después: está en «Cuenta».`,
  /** In place of the offer, where there are some already. */
  kept: (here: Here, left: number) =>
    `Si pierdes ${thisDevice(here)}, con tus códigos de recuperación puedes entrar desde un dispositivo nuevo. ${counted(left, { one: 'Queda # código.', other: 'Quedan # códigos.' })}`,
  /** In place of words.accounts.onlyDeviceNext. */
  onlyDeviceNext: (host: string) =>
    `Si lo pierdes, con tus códigos de recuperación puedes entrar desde un dispositivo nuevo. Para vincular también un segundo dispositivo, abre ${host} en él y escribe un código: lo consigues donde conseguiste el primero.`,
  lead: (here: Here) =>
    `Si pierdes ${thisDevice(here)} o se rompe, con un código de recuperación puedes entrar desde un dispositivo nuevo, sin ningún otro. Guarda los códigos en papel, lejos de ${here === 'phone' ? 'tu teléfono' : 'tu equipo'}.`,
  looking: 'Mirando…',
  none: 'No tienes códigos de recuperación',
  noneNext: 'Sin ellos y sin otro dispositivo, solo quien gestiona el servidor puede hacer que vuelvas a entrar.',
  left: (count: number) =>
    count === 0
      ? 'Todos los códigos están usados'
      : counted(count, { one: 'Queda # código', other: 'Quedan # códigos' }),
  made: (when: string) => `Creados el ${when}`,
  few: 'Crea otros nuevos mientras puedas. Los anteriores dejarán de servir.',
  /** On the first screen. */
  fewLeft: (count: number) =>
    count === 0
      ? 'Todos tus códigos de recuperación están usados'
      : counted(count, { one: 'Queda # código de recuperación', other: 'Quedan # códigos de recuperación' }),
  fewNext: 'Con ellos vuelves a entrar cuando todo lo demás se ha perdido. Crea otros nuevos mientras puedas.',
  make: 'Crear códigos de recuperación',
  makeNew: 'Crear códigos nuevos',
  making: 'Creándolos…',
  askTitle: '¿Crear códigos nuevos?',
  askBody: 'Los códigos de tu hoja anterior, si la tienes, dejarán de servir. Se avisa a todos tus dispositivos.',

  fresh: 'Tus códigos de recuperación',
  freshLead: 'Se muestran solo esta vez. Imprímelos o guárdalos ahora. Cada uno funciona una vez.',
  print: 'Imprimir',
  save: 'Guardar como archivo',
  copy: 'Copiar',
  copied: 'Copiado',
  copyFailed: 'Aquí no se permite copiar',
  keep: 'Ya los guardé',
  keepTitle: '¿Los guardaste?',
  keepBody: 'Nod no puede mostrar estos códigos otra vez.',
  fileName: 'nod-codigos-de-recuperacion.txt',

  sheet: {
    title: 'Códigos de recuperación de Nod',
    address: 'Dirección',
    realm: 'Pertenece a',
    username: 'Nombre de usuario',
    codes: 'Códigos',
    how: (address: string) =>
      `¿Perdiste el teléfono? Abre ${address} en cualquier navegador, o elige «Tengo un código de recuperación» cuando vincules un dispositivo nuevo.`,
    warning:
      'No escribas ningún código en otro lugar. Nadie que te ayude te lo pedirá, y ningún otro sitio lo necesita.',
  },

  use: {
    open: 'Tengo un código de recuperación',
    title: 'Usar un código de recuperación',
    lead: 'Toma de tu hoja un código que aún no hayas usado. Funciona una vez.',
    letInLead: (here: Here) =>
      `Con él se acepta ${thisDevice(here)} sin otro dispositivo. Toma uno que aún no hayas usado.`,
    realm: 'Pertenece a',
    realmHint: 'Como está en tu hoja.',
    username: 'Nombre de usuario',
    usernameMissing: 'Escribe el nombre de usuario que está en tu hoja.',
    code: 'Código de recuperación',
    codeHint: 'Dan igual las mayúsculas y los guiones.',
    codeWrong: 'Un código tiene 16 letras y números, en cuatro grupos.',
    go: 'Usar este código',
    busy: 'Comprobando…',
  },
};
