import { countedIn } from '../../../languages/counted.ts';
import type { Here } from '../here.ts';
import type { recoveryWords as english } from '../recovery-words.ts';

const counted = countedIn('ar-u-nu-latn');
const thisOne = (here: Here) => (here === 'phone' ? 'هذا الهاتف' : 'هذا الكمبيوتر');

/** Recovery codes: making them, keeping them, and getting in by one. Apart from `words`, since only lazy screens say this. */
export const recoveryWords: typeof english = {
  title: 'رموز الاسترداد',
  note: 'على ورقة، إذا لم يكن معك أي جهاز',
  offer: (here: Here) =>
    `شيء أخير: إذا فُقد ${thisOne(here)}، تعود إلى حسابك برموز استرداد محفوظة على ورقة. بدونها لا يستطيع إعادتك إلا من يدير الخادم. اختر «تم» لتأجيل ذلك: تجده في «الحساب».`,
  /** In place of the offer, where there are some already. */
  kept: (here: Here, left: number) =>
    `إذا فُقد ${thisOne(here)}، يُقبل جهاز جديد بأحد رموز الاسترداد. ${counted(left, {
      zero: 'لم يبقَ أي رمز.',
      one: 'بقي رمز واحد.',
      two: 'بقي رمزان.',
      few: 'بقيت # رموز.',
      many: 'بقي # رمزًا.',
      other: 'بقي # رمز.',
    })}`,
  /** In place of words.accounts.onlyDeviceNext. */
  onlyDeviceNext: (host: string) =>
    `إذا فقدته، يُقبل جهاز جديد بأحد رموز الاسترداد. ولربط جهاز ثانٍ أيضًا، افتح ${host} عليه وأدخل رمزًا تحصل عليه من حيث حصلت على الأول.`,
  lead: (here: Here) =>
    `إذا فُقد ${thisOne(here)} أو تعطّل، يُقبل جهاز جديد برمز استرداد، بلا حاجة إلى جهاز آخر. احفظ الرموز على ورقة، بعيدًا عن ${here === 'phone' ? 'هاتفك' : 'الكمبيوتر'}.`,
  looking: 'جارٍ البحث…',
  none: 'ليست لديك رموز استرداد',
  noneNext: 'بدونها وبدون جهاز آخر، لا يستطيع إعادتك إلى حسابك إلا من يدير الخادم.',
  left: (count: number) =>
    counted(count, {
      zero: 'استُخدمت كل الرموز',
      one: 'بقي رمز واحد',
      two: 'بقي رمزان',
      few: 'بقيت # رموز',
      many: 'بقي # رمزًا',
      other: 'بقي # رمز',
    }),
  made: (when: string) => `أُنشئت: ${when}`,
  few: 'أنشئ رموزًا جديدة ما دمت تستطيع. وعندها تبطل القديمة.',
  /** On the first screen. */
  fewLeft: (count: number) =>
    counted(count, {
      zero: 'استُخدمت كل رموز الاسترداد',
      one: 'بقي رمز استرداد واحد',
      two: 'بقي رمزا استرداد',
      few: 'بقيت # رموز استرداد',
      many: 'بقي # رمز استرداد',
      other: 'بقي # رمز استرداد',
    }),
  fewNext: 'تعيدك إلى حسابك إذا فقدت كل شيء آخر. أنشئ رموزًا جديدة ما دمت تستطيع.',
  make: 'إنشاء رموز الاسترداد',
  makeNew: 'إنشاء رموز جديدة',
  making: 'جارٍ الإنشاء…',
  askTitle: 'إنشاء رموز جديدة؟',
  askBody: 'تبطل عندها الرموز على ورقتك القديمة، إن وُجدت. وتُبلَّغ كل أجهزتك.',

  fresh: 'رموز الاسترداد الخاصة بك',
  freshLead: 'تظهر هذه المرة فقط. اطبعها أو احفظها الآن. يصلح كل رمز مرة واحدة.',
  print: 'طباعة',
  save: 'حفظ في ملف',
  copy: 'نسخ',
  copied: 'تم النسخ',
  copyFailed: 'النسخ غير مسموح هنا',
  keep: 'حفظتها',
  keepTitle: 'هل حفظتها؟',
  keepBody: 'لن يستطيع Nod عرض هذه الرموز مرة أخرى.',
  fileName: 'nod-recovery-codes.txt',

  sheet: {
    title: 'رموز استرداد Nod',
    address: 'العنوان',
    realm: 'الجهة',
    username: 'اسم المستخدم',
    codes: 'الرموز',
    how: (address: string) =>
      `هل فقدت هاتفك؟ افتح ${address} في أي متصفح، أو اختر «لديّ رمز استرداد» عند ربط جهاز جديد.`,
    warning: 'لا تكتب أي رمز في مكان آخر. من يساعدك لن يطلبه منك، ولا يحتاج إليه أي موقع آخر.',
  },

  use: {
    open: 'لديّ رمز استرداد',
    title: 'استخدام رمز استرداد',
    lead: 'خذ من ورقتك رمزًا لم تستخدمه بعد. يصلح مرة واحدة.',
    letInLead: (here: Here) => `يُقبل به ${thisOne(here)} بلا جهاز آخر. خذ رمزًا لم تستخدمه بعد.`,
    realm: 'الجهة',
    realmHint: 'كما هي مكتوبة على ورقتك.',
    username: 'اسم المستخدم',
    usernameMissing: 'اكتب اسم المستخدم المكتوب على ورقتك.',
    code: 'رمز الاسترداد',
    codeHint: 'لا تهم الشرطات ولا كِبر الحروف وصِغرها.',
    codeWrong: 'الرمز من 16 خانة من حروف وأرقام، في أربع مجموعات.',
    go: 'استخدام هذا الرمز',
    busy: 'جارٍ التحقق…',
  },
};
