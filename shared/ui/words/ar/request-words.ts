import { countedIn } from '../../../languages/counted.ts';
import type { Here } from '../here.ts';
import type { requestWords as english } from '../request-words.ts';

const counted = countedIn('ar-u-nu-latn');
const tries = (count: number) =>
  counted(count, {
    zero: 'لم تبقَ أي محاولة',
    one: 'بقيت محاولة واحدة',
    two: 'بقيت محاولتان',
    few: 'بقيت # محاولات',
    many: 'بقيت # محاولة',
    other: 'بقيت # محاولة',
  });
const codeOf = (count: number) =>
  counted(count, {
    one: 'رمز من رقم واحد',
    two: 'رمز من رقمين',
    few: 'رمز من # أرقام',
    many: 'رمز من # رقمًا',
    other: 'رمز من # رقم',
  });

/** A request: what it asks, how it is answered, how it ends; those that wait and those that are over. Part of `words`. */
export const requestWords: typeof english = {
  request: {
    signIn: (username: string) => `تسجيل الدخول باسم ${username}`,
    forAccount: 'حسابك:',
    browserOn: (browser: string, system: string) => `${browser} على ${system}`,
    unknownBrowser: 'متصفح غير معروف',
    unknownPlace: 'مكان غير معروف',
    address: 'العنوان',
    details: 'المطلوب',
    firstPlace: (place: string) => `أول مرة من ${place}`,
    firstBrowser: (browser: string) => `أول مرة عبر ${browser}`,
    firstApplication: (application: string) => `أول طلب من ${application}`,
    /** Asked before, and never approved: as unusual as the first time, but not the first. */
    strangePlace: (place: string) => `لم توافق هنا على شيء من ${place} بعد`,
    strangeBrowser: (browser: string) => `لم توافق هنا على شيء عبر ${browser} بعد`,
    strangeApplication: (application: string) => `لم توافق هنا على شيء يخص ${application} بعد`,
    /** Requests in five minutes; none of them was approved. */
    manyLately: (count: number) =>
      counted(count, {
        one: 'طلب واحد خلال 5 دقائق، ولم توافق عليه',
        two: 'طلبان خلال 5 دقائق، ولم توافق على أي منهما',
        few: '# طلبات خلال 5 دقائق، ولم توافق على أي منها',
        many: '# طلبًا خلال 5 دقائق، ولم توافق على أي منها',
        other: '# طلب خلال 5 دقائق، ولم توافق على أي منها',
      }),
    /** The application says so; where it says nothing, or knows it, nothing is said. */
    siteKnowsNot: 'لا يعرف هذا الموقع ذلك المتصفح بعد',
    firstHint: 'إذا لم تبدأ هذا أنت، فاختر «رفض».',
    codeLabel: 'اكتب الرمز الظاهر على الشاشة الأخرى',
    codeName: (count: number) => `${codeOf(count)}، ظاهر على الشاشة الأخرى`,
    shortCode: (count: number) => `${codeOf(count)} يسهل تخمينه: تأكد جيدًا ممن يطلب.`,
    codeFirst: 'اكتب الرمز لتوافق.',
    wrongCode: (triesLeft: number) => `الرمز غير صحيح. ${tries(triesLeft)}.`,
    scan: 'مسحه بالكاميرا',
    paste: 'لصق',
    pasteNothing: 'لا أرقام للصق: انسخ الرمز أولًا',
    fetched: 'أحضرت هذا الطلب بنفسك: وافق عليه فقط إذا فتحت تلك الصفحة بنفسك.',
    originOpen: (site: string) => `الموقع ${site} مفتوح في هذا المتصفح، وهو الموقع الحقيقي.`,
    place: {
      looking: 'يبحث Nod عن تسجيل الدخول هذا في علامات التبويب.',
      absentTitle: 'لم يبدأ تسجيل الدخول هذا في هذا المتصفح',
      absentCode: 'إذا بدأته على جهاز آخر، فاكتب الرمز الظاهر عليه. وإذا لم تبدأه أنت، فاختر «رفض».',
      absentOnly: (application: string) =>
        `لا يقبل ${application} الموافقة إلا من المتصفح الذي يسجّل الدخول. إذا لم تبدأ هذا أنت، فاختر «رفض».`,
      hiddenTitle: (sites: string) => `غير مسموح لـ Nod بالاطلاع على ${sites}`,
      hiddenBody: 'اسمح له ليتأكد من أنك في الموقع الحقيقي. يبحث عن تسجيل الدخول هذا ولا ينظر إلى غيره.',
      orCode: 'أو اكتب الرمز.',
      allow: 'السماح',
      waits: 'على Nod أن يجد تسجيل الدخول هذا في علامة تبويب بهذا المتصفح أولًا.',
    },
    answer: 'إجابتك',
    deny: 'رفض',
    denyWith: 'رفض مع ذكر السبب…',
    attachedLead: 'مرفق في الأسفل:',
    attachedFirst: 'اطّلع أولًا على المرفقات.',
    attachedToTheEnd: 'مرّر المرفقات حتى نهايتها أولًا.',
    approve: 'موافقة',
    approveIn: (seconds: number) => `موافقة بعد ${seconds}`,
    readFirst: 'يعمل زر «موافقة» بعد ثوانٍ: اقرأ أولًا من يطلب.',
    denying: 'جارٍ الرفض…',
    approving: 'جارٍ إرسال الموافقة…',
    reporting: 'جارٍ الإبلاغ…',
    sending: 'جارٍ إرسال إجابتك…',
    notMe: 'لم أكن أنا',
    reportTitle: 'الإبلاغ عن هذا الطلب؟',
    reportBody: (application: string) =>
      `يرفضه Nod، ولا يستطيع ${application} تنبيهك لفترة. إذا لم تبدأ هذا أنت، فقد يعرف أحد كلمة مرورك.`,
    reportConfirm: 'إبلاغ',
    ringName: (left: string) => `وقت الإجابة: ${left}`,
  },

  signingIn: {
    entry: 'أسجّل الدخول الآن',
    entryNote: 'ولم يصل أي تنبيه',
    title: 'أسجّل الدخول الآن',
    body: 'يُحضر Nod الطلب من الصفحة التي تسجّل الدخول فيها. لا تستخدم هذا إلا لصفحة فتحتها بنفسك.',
    scan: 'مسح الرمز الظاهر في تلك الصفحة',
    or: 'أو اكتب أرقامه',
    which: 'بأي حساب؟',
    digits: 'الأرقام الظاهرة في تلك الصفحة',
    digitsHint: 'ستة أو أكثر.',
    fetch: 'إحضار الطلب',
    fetching: 'جارٍ إحضار الطلب…',
    thisPageTitle: 'الصفحة المفتوحة أمامك تنتظرك',
    thisPageBody: 'إذا فتحتها بنفسك، فأحضر طلبها.',
    thisPage: 'إحضار طلب هذه الصفحة',
    unavailable: 'هذا الخادم لا يدعم ذلك: كل طلب ينتظر يظهر هنا من تلقاء نفسه.',
  },

  looking: {
    unpairedTitle: 'Nod غير مرتبط هنا',
    unpairedBody: 'افتح Nod حيث ربطته، من الشاشة الرئيسية مثلًا، واختر هناك «أسجّل الدخول الآن». أو اربطه هنا.',
    pair: 'ربطه هنا',
    title: 'جارٍ البحث عن الطلب…',
    body: 'يسأل Nod الخادم عمّا ينتظرك.',
  },

  outcome: {
    anotherWaits: 'هناك طلب آخر ينتظر. اختر «تم» لتراه.',
    approved: {
      title: 'تمت الموافقة',
      body: (application: string) => `عُد إلى ${application}: سيتابع من تلقاء نفسه.`,
      onPhone: 'إذا كنت تسجّل الدخول على هذا الهاتف، فعُد إلى الصفحة في المتصفح.',
    },
    denied: {
      title: 'تم الرفض',
      body: (application: string) => `أُبلغ ${application} بالرفض. لم يدخل أحد بهذا الطلب.`,
    },
    reported: {
      title: 'تم الإبلاغ',
      body: (application: string) => `أُبلغ ${application} بالرفض، ولا يستطيع تنبيهك لفترة.`,
      next: (application: string) => `غيّر كلمة المرور في ${application} الآن: قد يعرفها أحد.`,
    },
    phishing: {
      title: 'صفحة دخول مزيفة',
      body: (application: string, site: string) =>
        `عرض ${site} تسجيل الدخول إلى ${application}، وهو ليس ${application}. رُفض الطلب وتم الإبلاغ عنه.`,
      next: (application: string) => `أغلق تلك الصفحة. إذا كتبت فيها كلمة مرورك، فغيّرها في ${application} نفسه.`,
    },
    expired: {
      title: 'فات وقت هذا الطلب',
      body: (application: string) => `انتهى وقت الطلب من ${application} قبل الإجابة عنه. لم تتم الموافقة على شيء.`,
      next: 'إذا كنت أنت، فابدأ تسجيل الدخول من جديد.',
    },
    canceled: {
      title: 'لم يعد مطلوبًا',
      body: (application: string) => `سحب ${application} هذا الطلب. لم تتم الموافقة على شيء.`,
      next: 'إذا جاء طلب أحدث، فأجب عنه.',
    },
    failed: {
      title: 'رموز خاطئة كثيرة',
      body: (application: string) => `أُغلق الطلب من ${application}. لم تتم الموافقة على شيء.`,
      next: 'إذا كنت أنت، فابدأ تسجيل الدخول من جديد.',
    },
    elsewhere: {
      title: {
        approved: (device: string) => `تمت الموافقة من ${device}`,
        denied: (device: string) => `تم الرفض من ${device}`,
        reported: (device: string) => `تم الإبلاغ من ${device}`,
      },
      someDevice: 'جهاز آخر',
      body: (application: string) => `تمت الإجابة عن الطلب من ${application}. لم يبقَ ما تفعله هنا.`,
      next: 'إذا لم تكن أنت، فأزل ذلك الجهاز فورًا.',
      devices: 'عرض أجهزتك',
    },
    /** Which answer it is, since it isn't final: until it is sent, another one can still be given. */
    kept: {
      title: { approve: 'موافقتك محفوظة', deny: 'رفضك محفوظ', report: 'بلاغك محفوظ' },
      offline: (here: Here, until: string) =>
        `${here === 'phone' ? 'هذا الهاتف' : 'هذا الكمبيوتر'} غير متصل. يرسل Nod إجابتك حالما تتوفر شبكة، إذا كان ذلك قبل ${until}.`,
      away: (server: string, until: string) =>
        `تعذّر الوصول إلى ${server}. يرسل Nod إجابتك حالما يرد الخادم، إذا كان ذلك قبل ${until}.`,
    },
  },

  /** A final answer as one word in a list. */
  states: {
    approved: 'تمت الموافقة',
    denied: 'تم الرفض',
    reported: 'تم الإبلاغ',
    expired: 'انتهى وقته',
    canceled: 'سُحب',
    failed: 'رموز خاطئة',
  },

  pending: {
    title: 'بانتظارك',
    letIn: (name: string) => `إضافة «${name}» إلى حسابك؟`,
    count: (count: number) =>
      counted(count, {
        zero: 'لا طلبات تنتظر',
        one: 'طلب واحد ينتظر',
        two: 'طلبان ينتظران',
        few: '# طلبات تنتظر',
        many: '# طلبًا ينتظر',
        other: '# طلب ينتظر',
      }),
  },

  history: {
    title: 'الطلبات السابقة',
    empty: 'لا إجابات بعد. يظهر هنا ما توافق عليه أو ترفضه.',
    /** How it ended, and on which device. */
    on: (answer: string, device: string) => `${answer} من ${device}`,
    /** The same where no device answered: “by six digits of another app”. */
    by: (answer: string, way: string) => `${answer} ${way}`,
    more: 'عرض إجابات أقدم',
    loadingMore: 'جارٍ تحميل إجابات أقدم…',
  },
};
