import { countedIn } from '../../../languages/counted.ts';
import type { FallbackWay } from '../../../protocol/receipt.ts';
import type { waysWords as english } from '../ways-words.ts';

const counted = countedIn('ar-u-nu-latn');

/** What can be typed at a login page in place of a device's answer, on the account's screen; named as that page names it. */
export const waysWords: typeof english = {
  lead: 'تقبلها صفحة تسجيل الدخول ضمن «هاتفك ليس معك؟»، حيث يسمح تطبيقها بذلك.',
  names: {
    offline: 'أرقام من هاتف بلا شبكة',
    totp: 'ستة أرقام من تطبيق آخر',
    email: 'رمز من رسالة بريد',
    bypass: 'رمز لمرة واحدة',
  } satisfies Record<FallbackWay, string>,
  /** What each is, where nobody has typed a wrong code. */
  what: {
    offline: 'يُظهرها هاتفك بعد مسح رمز QR في صفحة تسجيل الدخول، حتى في وضع الطيران',
    totp: 'من التطبيق الذي ضبطته',
    email: 'يُرسل إلى عنوان بريدك للتنبيهات',
    bypass: 'أعطاك إياه من يدير الخادم',
  } satisfies Record<FallbackWay, string>,
  wrong: (count: number) =>
    counted(count, {
      zero: 'لا رموز خاطئة',
      one: 'رمز خاطئ واحد',
      two: 'رمزان خاطئان متتاليان',
      few: '# رموز خاطئة متتالية',
      many: '# رمزًا خاطئًا متتاليًا',
      other: '# رمز خاطئ متتالٍ',
    }),
  paused: (minutes: number) =>
    `لا تقبل أي رمز مدة ${counted(minutes, { one: 'دقيقة', two: 'دقيقتين', few: '# دقائق', many: '# دقيقة', other: '# دقيقة' })}`,
  closed: (when: string) => `أُغلقت: ${when}`,
  open: 'فتحها من جديد',
  opening: 'جارٍ الفتح…',
  openNext:
    'كتب أحدهم رموزًا خاطئة في صفحة تسجيل الدخول. إذا لم تكن أنت، فقد تكون كلمة مرورك معه: غيّرها، ثم افتح هذه الطريقة من جديد.',

  /** Behind "Approved". */
  by: {
    offline: 'بأرقام من هاتف بلا شبكة',
    totp: 'بستة أرقام من تطبيق آخر',
    email: 'برمز من رسالة بريد',
    bypass: 'برمز لمرة واحدة',
  } satisfies Record<FallbackWay, string>,
  bySome: 'بلا جهاز',

  /** A request that no device answered, on the screen of its end. */
  approved: {
    title: 'تمت الموافقة بلا جهاز',
    body: (application: string, by: string) => `تمت الموافقة ${by} على الطلب من ${application}. لم يبقَ ما تفعله هنا.`,
    next: {
      offline: 'لم تكن أنت؟ ذلك الهاتف في يد غيرك: أوقفه مؤقتًا فورًا، وغيّر كلمة مرورك.',
      totp: 'لم تكن أنت؟ تلك الأرقام وكلمة مرورك لدى غيرك: أزل ذلك التطبيق، وغيّر كلمة مرورك.',
      email:
        'لم تكن أنت؟ هناك من يقرأ بريدك: غيّر كلمة مرور البريد وكلمة مرورك، واختر «لم أكن أنا» في «الطلبات السابقة».',
      bypass: 'لم تكن أنت؟ أخبر من يدير الخادم، وغيّر كلمة مرورك، واختر «لم أكن أنا» في «الطلبات السابقة».',
    } satisfies Record<FallbackWay, string>,
    nextSome: 'لم تكن أنت؟ غيّر كلمة مرورك، واختر «لم أكن أنا» في «الطلبات السابقة».',
  },
};
