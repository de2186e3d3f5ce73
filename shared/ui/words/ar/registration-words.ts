import type { registrationWords as english } from '../registration-words.ts';
/** An application's own pairing link: its site shows a text. Apart from `words`, since only a lazy screen says this. */
export const registrationWords: typeof english = {
  title: (application: string) => `الربط مع ${application}`,
  lead: (application: string, site: string) =>
    `يعرض لك ${application} نصًا قصيرًا لهذا الغرض على ${site}. اكتبه هنا مع اسم المستخدم.`,
  leadAnywhere: (application: string) => `يعرض لك ${application} نصًا قصيرًا لهذا الغرض. اكتبه هنا مع اسم المستخدم.`,
  username: 'اسم المستخدم',
  usernameHint: (application: string) => `كما يعرفك ${application}.`,
  usernameMissing: 'اكتب اسم المستخدم الذي لك هناك.',
  text: 'النص أو الرقم',
  textHint: 'يصلح مرة واحدة، ولاسم المستخدم هذا فقط.',
  textMissing: 'اكتب ما تعرضه لك الصفحة.',
  go: 'متابعة',
  step: 'إدخال النص',
  busy: 'جارٍ الاستعلام…',
  hasDevice: {
    title: 'لديك جهاز بالفعل',
    body: 'هذه الطريقة للجهاز الأول فقط، ولم يعد النص صالحًا.',
    nextStep: 'اطلب رمز ربط من هناك أو ممن يدير الخادم. ثم يوافق جهازك الأول على هذا الجهاز.',
  },
  toPairing: 'الربط برمز',
  again: 'إعادة المحاولة',
};
