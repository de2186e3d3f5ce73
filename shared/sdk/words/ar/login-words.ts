import { countedIn } from '../../../languages/counted.ts';
import { isolated } from '../../../languages/names.ts';
import type { LoginWords } from '../../login-words.ts';
import { fallbackWords } from './fallback-words.ts';

const counted = countedIn('ar-u-nu-latn');
// The card draws sentences whole, so a name can't have an element of its own.
const on = (name: string | undefined) => (name ? ` من ${isolated(name)}` : '');

export const loginWords: LoginWords = {
  typeCode: 'اكتب هذا الرمز في Nod',
  answerThere: 'أجب في Nod',
  approveHere: 'وافق في هذا المتصفح',
  approveHereOr: 'وافق في هذا المتصفح، أو اكتب هذا الرمز في Nod',
  extensionOnly: 'افتح إضافة Nod في هذا المتصفح واختر «موافقة». لا يستطيع ذلك أي جهاز آخر.',
  asks: (names) => `أُرسل إلى ${new Intl.ListFormat('ar-u-nu-latn').format(names.map(isolated))}. افتح Nod هناك.`,
  asksNobody: 'افتح Nod على جهاز ربطته.',
  nobodyRung: 'لم يُنبَّه أي جهاز: افتح Nod وامسح هذا، أو اكتب هذه الأرقام في «أسجّل الدخول الآن».',
  nobodyRungHere: 'لم يُنبَّه أي جهاز: افتح إضافة Nod وهذه الصفحة أمامك، واختر «إحضار طلب هذه الصفحة».',
  openApp: 'فتح Nod على هذا الهاتف',
  openFromHome: 'هل Nod على هذا الهاتف؟ انسخ الرمز، وافتح Nod من الشاشة الرئيسية، والصقه هناك في «أسجّل الدخول الآن».',
  copyCode: 'نسخ الرمز',
  copied: 'تم النسخ. الصقه في Nod.',
  copyRefused: 'لم يُنسخ: اضغط على الرمز مطولًا',
  orScan: 'أو امسحه بـ Nod',
  orScanElsewhere: 'أو امسحه بـ Nod على جهاز آخر',
  qrLabel: 'رمز QR: امسحه بـ Nod بدلًا من الكتابة',
  devicesLabel: 'الأجهزة التي سُئلت',
  weakCode: (digits) =>
    `${counted(digits, {
      one: 'هذا الرمز رقم واحد',
      two: 'هذا الرمز من رقمين',
      few: 'هذا الرمز من # أرقام',
      many: 'هذا الرمز من # رقمًا',
      other: 'هذا الرمز من # رقم',
    })}. تقبل NIST ستة أرقام أو أكثر، لأن الأقل يسهل تخمينه.`,
  timeLeft: 'الوقت المتبقي للإجابة',
  secondsLeft: (seconds) =>
    counted(seconds, {
      zero: 'انتهى الوقت',
      one: 'بقيت ثانية واحدة',
      two: 'بقيت ثانيتان',
      few: 'بقيت # ثوانٍ',
      many: 'بقيت # ثانية',
      other: 'بقيت # ثانية',
    }),
  reconnecting: 'جارٍ إعادة الاتصال. يمكنك الإجابة رغم ذلك.',
  delivery: {
    queued: 'جارٍ سؤاله',
    sent: 'سُئل',
    pull: 'افتح Nod هناك لتراه',
    gone: 'تعذّر الوصول إليه: افتح Nod هناك',
    failed: 'لم يصله بعد: افتح Nod هناك',
    received: 'وصله',
    displayed: 'يعرضه الآن',
  },
  outcome: {
    approved: {
      heading: 'تمت الموافقة',
      sentence: (name) => `تمت موافقتك${on(name)}. جارٍ تسجيل دخولك.`,
    },
    denied: {
      heading: 'تم الرفض',
      sentence: (name) => `رُفض الطلب${on(name)}، ولم يسجّل أحد الدخول. إذا كان ذلك سهوًا، فحاول مرة أخرى.`,
    },
    reported: {
      heading: 'تم الإبلاغ',
      sentence: (name) =>
        `جاءت الإجابة «لم أكن أنا»${on(name)}. لم يسجّل أحد الدخول، ولن يُنبَّه أي جهاز لفترة. ` +
        'إذا لم تكن أنت من حاول، فغيّر كلمة مرورك الآن.',
    },
    expired: {
      heading: 'انتهى الوقت',
      sentence: () => 'لم يجب أحد في الوقت المحدد. جهّز Nod، ثم حاول مرة أخرى.',
    },
    canceled: {
      heading: 'أُلغي الطلب',
      sentence: () => 'انتهى بلا إجابة، كما يحدث عندما يحل محله طلب أحدث. تابع في النافذة الأحدث، أو حاول مرة أخرى.',
    },
    failed: {
      heading: 'رمز خاطئ',
      sentence: () => 'كُتب الرمز خطأً ثلاث مرات، فانتهى هذا الطلب. حاول مرة أخرى لتحصل على رمز جديد.',
    },
    lost: {
      heading: 'انقطع اتصال هذه الصفحة',
      sentence: () => 'لم تعد الإجابة تصلها. تحقق من اتصالك، ثم أعد تحميل الصفحة.',
    },
  },
  fallback: fallbackWords,
};
