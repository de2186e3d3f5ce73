import type { NotificationWords } from './en.ts';

/**
 * The sentences of system notifications, but for those of ../happened. They are read on a locked screen (N7): an application, a device,
 * an address and its place; never a code, never the details of an action.
 */
export const notificationWords: NotificationWords = {
  /** For Intl; no sentence. */
  locale: 'ar-u-nu-latn',

  actions: { approve: 'موافقة', deny: 'رفض' },
  /** Sentences that follow one another. */
  together: (sentences: readonly string[]) => sentences.join(' '),
  /** Facts in a row, such as a browser and a place. */
  facts: (facts: readonly string[]) => facts.join('، '),
  browserOn: (browser: string, system: string) => `${browser} على ${system}`,

  request: {
    signIn: (username: string) => `تسجيل الدخول باسم ${username}؟`,
    /** An application's own words for what is asked, without a mark at their end. */
    other: (title: string, username: string) => `${title}؟ للحساب ${username}.`,
    where: (facts: string) => `${facts}.`,
    typeCode: 'افتح Nod واكتب الرمز.',
    openToAnswer: 'افتح Nod لتجيب.',
  },
  letIn: {
    title: 'إضافة جهاز إلى حسابك؟',
    asks: (device: string, username: string) => `يريد ${device} أن يجيب باسم ${username}.`,
    moveTitle: 'نقل حسابك؟',
    moveAsks: (device: string, username: string) => `يريد ${device} أن يتولى حساب ${username}.`,
    next: 'إذا كان في يدك فقط، فافتح Nod واكتب أرقامه.',
  },
  /** How a request ended. The device that answered, or null. */
  ended: {
    approved: (device: string | null) => `تمت الموافقة${device === null ? ' بلا جهاز' : ` من ${device}`}.`,
    denied: (device: string | null) => `تم الرفض${device === null ? '' : ` من ${device}`}.`,
    reported: (device: string | null) => `تم الإبلاغ${device === null ? '' : ` من ${device}`}.`,
    expired: 'انتهى وقت هذا الطلب. لم تتم الموافقة على شيء.',
    canceled: 'لم يعد هذا الطلب قائمًا. لم تتم الموافقة على شيء.',
    failed: 'رموز خاطئة كثيرة. لم تتم الموافقة على شيء.',
  },
  answer: {
    wrongCode: 'الرمز غير صحيح. افتح Nod واكتبه من جديد.',
    notTaken: 'لم تُقبل إجابتك. افتح Nod لتعرف السبب.',
    phishing: (host: string) => `رُفض الطلب وتم الإبلاغ عنه: صفحة الدخول على ${host} مزيفة.`,
    keptOffline: {
      approve: 'لا توجد شبكة. موافقتك محفوظة وتُرسل عند عودة الشبكة.',
      deny: 'لا توجد شبكة. رفضك محفوظ ويُرسل عند عودة الشبكة.',
      report: 'لا توجد شبكة. بلاغك محفوظ ويُرسل عند عودة الشبكة.',
    },
    keptAway: {
      approve: 'الخادم لا يرد. موافقتك محفوظة وتُرسل عندما يرد.',
      deny: 'الخادم لا يرد. رفضك محفوظ ويُرسل عندما يرد.',
      report: 'الخادم لا يرد. بلاغك محفوظ ويُرسل عندما يرد.',
    },
    /** After the sentence of `ended`. */
    notCounted: 'لم تُحتسب إجابتك.',
    tooLate: 'فات الوقت: انتهى وقت هذا الطلب. لم تتم الموافقة على شيء.',
  },
  test: {
    passed: 'الإشعارات تعمل.',
    failed: 'تعذّر إكمال الفحص. افتح Nod وحاول مرة أخرى.',
  },
  unverified: 'لم يتمكن Nod من التحقق من طلب. افتح Nod لترى ما ينتظرك.',
  update: 'هناك طلب يحتاج إلى إصدار أحدث من Nod. افتح Nod وحدّثه، ثم ابدأ الطلب من جديد.',
};
