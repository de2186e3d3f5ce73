import type { Here } from '../here.ts';
import type { trustErrors as english } from '../trust-errors.ts';

/** As the first words of a sentence. */
const ThisDevice = (here: Here) => (here === 'phone' ? 'Este teléfono' : 'Este equipo');

/** What keeps a device from acting on another one, and a person from undoing what happened. One row per code. */
export const trustErrors: typeof english = {
  device_too_young: ({ here = 'phone' }) => ({
    title: `${ThisDevice(here)} es demasiado nuevo para eso`,
    body: 'Durante tres días, un dispositivo nuevo no puede pausar, renombrar ni eliminar los que ya estaban.',
    nextStep: 'Hazlo desde uno de tus dispositivos anteriores, o pídelo a quien gestiona el servidor.',
  }),
  last_device: () => ({
    title: 'Es tu última forma de entrar',
    body: 'Ningún otro dispositivo respondería por ti, así que no se cambió nada.',
    nextStep: 'Vincula antes otro dispositivo.',
  }),
  operator_needed: () => ({
    title: 'Tus dispositivos no pueden decidir esto',
    body: 'Solo quien gestiona el servidor puede reactivar o eliminar este dispositivo.',
    nextStep: 'Habla con esa persona, por teléfono o cara a cara, y cuéntale qué pasó.',
  }),
  objection_refused: ({ here = 'phone' }) => ({
    title: `${ThisDevice(here)} ya no puede decirlo`,
    body: 'Se confirmó que debía quedar pausado, o se acabó el tiempo.',
    nextStep: 'Reactívalo desde otro de tus dispositivos, o pídelo a quien gestiona el servidor.',
  }),
  email_invalid: () => ({
    title: 'Esa dirección no sirve',
    body: 'Tiene que ser una dirección de correo, como lucia@example.org.',
    nextStep: 'Mírala letra por letra y guárdala de nuevo.',
  }),
  totp_exists: () => ({
    title: 'Ya hay otra app configurada',
    body: 'Solo puede haber una a la vez, y la que está configurada quedó como estaba.',
    nextStep: 'Elimina esa antes y después configura esta.',
  }),
  totp_not_begun: () => ({
    title: 'Hay que empezar de nuevo',
    body: 'Pasaron más de diez minutos, o también empezó otro de tus dispositivos. No se activó nada.',
    nextStep: 'Cierra esta pantalla, ábrela otra vez y configura la otra app de nuevo.',
  }),
  announcement_unknown: () => ({
    title: 'Pasó hace demasiado tiempo',
    body: 'El servidor ya no lo recuerda.',
    nextStep: 'Revisa tus dispositivos y pausa el que no sea tuyo.',
  }),
  undo_impossible: () => ({
    title: 'Aquí ya no queda nada por deshacer',
    body: 'El dispositivo ya está pausado o eliminado, o estaba antes que este.',
    nextStep: 'Revisa tus dispositivos y pausa el que no sea tuyo.',
  }),
  waiting_refused: () => ({
    title: 'Ya no espera ningún dispositivo',
    body: 'Se aceptó, se rechazó o se acabó el tiempo.',
    nextStep: 'Abre Nod en uno de tus dispositivos y mira en «Qué pasó».',
  }),
  disowning_refused: () => ({
    title: 'Demasiado tarde para eso',
    body: 'Solo lo que se aprobó en el último día se puede revisar así.',
    nextStep: 'Dile al propio sitio que no fuiste tú, y revisa aquí tus dispositivos.',
  }),
  recovery_invalid: () => ({
    title: 'No es correcto',
    body: 'Este nombre y este código no van juntos, o el código ya se usó. Cada uno sirve una vez.',
    nextStep: 'Mira los dos de nuevo, o escribe otro código de la misma hoja.',
  }),
  registration_refused: () => ({
    title: 'No es correcto',
    body: 'Este nombre y este texto no van juntos, o el texto ya se usó.',
    nextStep: 'Mira los dos de nuevo, o haz que la página te muestre un texto nuevo.',
  }),
  registration_unavailable: () => ({
    title: 'Este enlace no vincula nada',
    body: 'Ninguna aplicación de aquí te deja entrar con él.',
    nextStep: 'Pide allí un código de vinculación u otro enlace.',
  }),
  realm_required: () => ({
    title: 'Falta algo',
    body: 'Este servidor tiene varios grupos de cuentas.',
    nextStep: 'Escribe también el nombre del tuyo. Está en la hoja con tus códigos.',
  }),
  report_final: () => ({
    title: 'Ya es tarde para retirar la denuncia',
    body: 'La aplicación no puede enviarte notificaciones durante un tiempo. Aun así, allí puedes iniciar sesión.',
    nextStep: 'Empieza otra vez a iniciar sesión, abre Nod y elige «Estoy iniciando sesión».',
  }),
  link_invalid: () => ({
    title: 'Este enlace ya no sirve',
    body: 'Un enlace así funciona durante siete días, y tiene que estar completo.',
    nextStep: 'Abre Nod en uno de tus dispositivos y mira en «Qué pasó», o pregunta a quien gestiona el servidor.',
  }),
  link_used: () => ({
    title: 'Este enlace ya se usó',
    body: 'Lo que podía pausar ya se pausó entonces.',
    nextStep:
      'Abre Nod en uno de tus dispositivos para ver qué pasó. Si no lo usaste tú, pregunta a quien gestiona el servidor.',
  }),
};
