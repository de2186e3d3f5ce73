import { countedIn } from '../../../languages/counted.ts';
import type { Here } from '../here.ts';
import type { movingWords as english } from '../moving-words.ts';

const counted = countedIn('ar-u-nu-latn');
const accounts = (count: number) =>
  counted(count, {
    zero: 'حساباتك',
    one: 'حسابك',
    two: 'حسابيك',
    few: 'حساباتك (#)',
    many: 'حساباتك (#)',
    other: 'حساباتك (#)',
  });
const thisOne = (here: Here) => (here === 'phone' ? 'هذا الهاتف' : 'هذا الكمبيوتر');

/** Moving from an old phone to a new one: on both of them. Apart from `words`, as those of vouching-words.ts. */
export const movingWords: typeof english = {
  entry: 'الانتقال إلى هاتف جديد',
  entryNote: 'يحل محل هذا الهاتف',

  away: {
    title: 'الانتقال إلى هاتف جديد',
    body: (count: number) => `يتولى الهاتف الجديد ${accounts(count)}، ويتوقف هذا الهاتف. يستغرق ذلك دقيقتين.`,
    steps: (host: string) => [
      `على الهاتف الجديد، افتح ${host}. على iPhone، أضف Nod إلى الشاشة الرئيسية أولًا وافتحه منها.`,
      'اختر هناك «مسح الرمز بالكاميرا»، وامسح هذا الرمز.',
      'يُظهر الهاتف الجديد ستة أرقام. اكتبها هنا عندما يطلبها هذا الهاتف.',
    ],
    others: 'الحسابات على خوادم أخرى لها تطبيقها الخاص: افتحه وانقلها من هناك.',
    start: 'عرض الرمز',
    starting: 'لحظة من فضلك…',
    qr: 'رمز الانتقال، يمسحه الهاتف الجديد',
    waiting: 'هل مسحته؟ سيطلب هذا الهاتف الأرقام من تلقاء نفسه.',
    over: 'انتهت صلاحية هذا الرمز، حتى لا يستخدم أحد صورة له.',
    again: 'عرض رمز جديد',
    none: 'لا يوجد هنا حساب مستخدم يمكن نقله.',
  },

  here: {
    title: (here: Here) => `الانتقال إلى ${thisOne(here)}؟`,
    body: (here: Here) => `يحل ${thisOne(here)} محل الهاتف القديم، فيتوقف القديم عن الإجابة.`,
    checking: 'جارٍ معرفة ما سينتقل إلى هنا…',
    start: 'الانتقال إلى هنا',
    notMine: 'ليس حسابي',
    working: 'جارٍ الانتقال…',
    workingBody: (here: Here) => `قد يستغرق ذلك 20 ثانية لكل حساب. لا تُطفئ ${thisOne(here)}.`,
    lead: 'يطلب الهاتف القديم هذه الأرقام الآن. اكتبها هناك.',
    testLost: {
      title: 'لم يصل الإشعار التجريبي',
      body: 'انتقل الحساب إلى هنا، لكن لا تصل إشعاراته بعد.',
      nextStep: 'حاول مرة أخرى.',
    },
  },
};
