import type { Here } from '../here.ts';
import type { offlineWords as english } from '../offline-words.ts';

const thisOne = (here: Here) => (here === 'phone' ? 'هذا الهاتف' : 'هذا الكمبيوتر');

/** Signing in by digits of a phone without a network. Apart from `words`, as those of vouching-words.ts. */
export const offlineWords: typeof english = {
  ask: {
    title: (here: Here) => `لا يُرسل ${thisOne(here)} شيئًا`,
    body: 'إذا وافقت، تظهر لك ثمانية أرقام تكتبها حيث تسجّل الدخول.',
  },

  code: {
    title: 'اكتب هذه الأرقام حيث تسجّل الدخول',
    lead: (application: string) => `اكتبها في صفحة ${application} التي مسحت رمزها، ولا تقلها لأحد.`,
    label: 'الأرقام التي تكتبها',
    left: (left: string) => `${left}، وتصلح الأرقام مرة واحدة`,
    sent: (here: Here) => `لم يُرسل ${thisOne(here)} شيئًا، فلا يعرف هل تم تسجيل دخولك.`,
  },

  denied: {
    title: 'لم تتم الموافقة',
    body: (application: string) => `لا أرقام لهذا الطلب. ولم يُبلَّغ ${application}، لأن شيئًا لم يُرسل.`,
    next: (application: string) => `إذا لم تبدأه أنت، فغيّر كلمة المرور في ${application}: قد يعرفها أحد.`,
  },
};
