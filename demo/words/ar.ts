import { countedIn } from '../../shared/languages/counted.ts';
import type { DemoWords } from './en.ts';

const counted = countedIn('ar-u-nu-latn');
const LETTERS = { one: 'حرفًا واحدًا', two: 'حرفين', few: '# أحرف', many: '# حرفًا', other: '# حرف' };

/** What the site says: a harbour for notes, calm and a little playful. Its name stays as it is. */
export const demoWords: DemoWords = {
  /** For dates by Intl; no sentence. */
  locale: 'ar-u-nu-latn',

  site: {
    footer: 'موقع صغير يوضح كيف يعمل تسجيل الدخول بواسطة Nod.',
    pages: 'الصفحات',
    notes: 'الملاحظات',
    devices: 'الأجهزة',
    signOut: 'تسجيل الخروج',
    optional: 'اختياري',
  },
  landing: {
    title: 'ملاحظات تبقى في الميناء',
    heading: 'ملاحظات تبقى في الميناء.',
    lead: 'دوّن ما تريد، وعُد إليه لاحقًا. يتطلب تسجيل الدخول كلمة مرورك وموافقة من هاتفك، فكلمة المرور المسرّبة لا تفتح شيئًا.',
    goOn: 'متابعة تسجيل الدخول',
    /** The first words of each step stand out. */
    steps: [
      { first: 'إنشاء', rest: ' حساب بكلمة مرور.' },
      { first: 'ربط', rest: ' هاتفك به، مرة واحدة.' },
      { first: 'تسجيل الدخول:', rest: ' يسألك هاتفك، فتنقل إليه ستة أرقام.' },
    ],
  },
  signUp: {
    title: 'إنشاء حساب',
    lead: 'بعدها تربط هاتفك. يستغرق ذلك نحو دقيقة.',
    username: 'اسم لتسجيل الدخول',
    usernameHint: 'من 3 إلى 32 حرفًا لاتينيًا أو رقمًا أو نقطة أو شرطة.',
    displayName: 'الاسم الذي يراه الناس',
    go: 'إنشاء الحساب',
    haveOne: 'لديك حساب؟',
    usernameWrong: 'اختر من 3 إلى 32 حرفًا لاتينيًا أو رقمًا أو نقطة أو شرطة.',
    usernameTaken: 'هذا الاسم مستخدم. اختر اسمًا آخر.',
    tooMany: 'أُنشئت حسابات كثيرة من هنا. انتظر عشر دقائق، ثم تابع.',
    displayNameLong: 'اختر 60 حرفًا على الأكثر.',
    displayNameWrong: 'استخدم الحروف والأرقام والمسافات فقط.',
  },
  password: {
    label: 'كلمة المرور',
    hint: (least: number) => `${counted(least, LETTERS)} على الأقل. يحسن أن تكون بضع كلمات متتالية.`,
    tooShort: (least: number) => `اختر ${counted(least, LETTERS)} على الأقل.`,
    tooLong: (most: number) => `اختر ${counted(most, LETTERS)} على الأكثر.`,
    holdsName: 'اختر كلمة مرور لا يظهر فيها اسمك.',
    title: 'كلمة مرورك',
    change: 'تغيير كلمة المرور',
    lead: 'ربما يعرفها غيرك؟ غيّرها الآن: ينتهي كل تسجيل دخول تم بها.',
    current: 'كلمة المرور الحالية',
    new: 'كلمة المرور الجديدة',
    go: 'تغيير كلمة المرور',
    wrong: 'ليست هذه كلمة مرورك. تحقق منها، ثم حاول مرة أخرى.',
    same: 'هذه هي القديمة. اختر غيرها.',
    changed: 'تغيّرت كلمة مرورك',
    changedBody: 'سُجّل خروجك من كل مكان آخر، وخروج كل من كان يعرف القديمة.',
    toNotes: 'إلى ملاحظاتك',
    toDevices: 'عرض أجهزتك',
  },
  signIn: {
    title: 'تسجيل الدخول',
    lead: 'بعدها يسألك هاتفك: هل هذا أنت؟',
    username: 'الاسم',
    go: 'متابعة',
    newHere: 'جديد هنا؟',
    wrong: 'الاسم وكلمة المرور لا يتطابقان. تحقق منهما، ثم حاول مرة أخرى.',
    tooMany: (time: string) => `محاولات كثيرة. يمكنك المحاولة مرة أخرى ${time}.`,
  },
  waiting: {
    title: 'أجب من هاتفك',
    heading: (username: string) => `جارٍ تسجيل الدخول باسم ${username}`,
    cancel: 'إلغاء',
    noNotification: 'لا إشعار؟ افتح Nod بنفسك: الطلب ينتظر هناك.',
    changePassword: 'تغيير كلمة المرور الآن',
    again: 'إعادة المحاولة',
    back: 'العودة إلى تسجيل الدخول',
    /** Without scripts. */
    typeCode: 'افتح Nod على هاتفك واكتب هذا الرمز. ثم تابع.',
    answer: 'افتح Nod وأجب هناك. ثم تابع.',
    answered: 'لقد أجبت',
  },
  pairing: {
    title: 'ربط هاتفك',
    first: 'الآن اربط هاتفك',
    firstHere: 'الآن اربط Nod',
    another: 'ربط جهاز آخر',
    /** Before and after the name of the account. */
    lead: ['من الآن يوافق أو يرفض عندما يسجّل شخص الدخول باسم ', '.'],
    back: 'العودة إلى أجهزتك',
    code: 'رمز الربط',
    qr: 'رمز QR فيه رابط الربط',
    /** Before and after an address. */
    open: ['على هاتفك، افتح ', '.'],
    scan: 'ثم امسح هذه الصورة بالكاميرا، أو اكتب الرمز.',
    allow: 'اسمح بالإشعارات عندما يُطلب منك.',
    openHere: 'افتح Nod في نافذة أخرى. سيقوم مقام هاتفك.',
    confirmHere: 'أكّد هناك أن هذا حسابك، واسمح بالإشعارات.',
    letIn: 'يعرض ستة أرقام: اكتبها في Nod على جهاز ربطته من قبل.',
    instead: 'فتح Nod على هذا الجهاز بدلًا من ذلك',
    openWindow: 'فتح Nod في نافذة أخرى',
    orType: 'أو اكتب فيه هذا الرمز:',
    localhost:
      'لا يستطيع الهاتف فتح localhost: فهو دائمًا الجهاز نفسه. ما تفعله بدلًا منه في README.md تحت «On your phone».',
    /** Before the time, such as 9:05. */
    left: 'يصلح مرة واحدة. الوقت المتبقي: ',
    newCode: 'إنشاء رمز جديد',
    none: 'انتهت صلاحية الرمز الأخير، أو لم يُنشأ رمز بعد.',
    make: 'إنشاء رمز ربط',
    done: 'تم الربط',
    waiting: 'في انتظار هاتفك.',
    waitingHere: 'في انتظار Nod.',
    checking: 'تم العثور عليه. جارٍ التحقق من وصول الإشعارات إليه.',
    asking: 'تم العثور عليه. عندما يعرض ستة أرقام، اكتبها في Nod على جهاز ربطته من قبل.',
    refused: 'لم يُقبل. إذا كان ذلك خطأ، فأنشئ رمزًا جديدًا.',
    paired: 'تم الربط. سجّل الدخول به الآن.',
    over: 'انتهت صلاحية هذا الرمز. أنشئ رمزًا جديدًا.',
  },
  devices: {
    title: 'أجهزتك',
    lead: (username: string) => `تُسأل هذه الأجهزة عندما يسجّل شخص الدخول باسم ${username}.`,
    only: 'هذا جهازك الوحيد: لا يمكنك تسجيل الدخول من دونه. اربط جهازًا ثانيًا ما دام معك.',
    active: 'جاهز',
    activePull: 'جاهز ما دام Nod مفتوحًا عليه',
    pending: 'لم يكتمل الربط',
    pendingLetIn: 'ينتظر أن تقبله من جهاز آخر',
    suspended: 'موقوف مؤقتًا: انظر في Nod',
    revoked: 'أُزيل',
    paired: (time: string) => `تاريخ الربط: ${time}`,
    remove: 'إزالة',
    removeNamed: (device: string) => `إزالة ${device}`,
    removePaired: (device: string, time: string) => `إزالة ${device}، تاريخ الربط: ${time}`,
  },
  notes: {
    title: 'ملاحظاتك',
    hello: (name: string) => `أهلًا ${name}.`,
    new: 'ملاحظة جديدة',
    placeholder: 'ما الذي تريد حفظه؟',
    keep: 'حفظ',
    emptyTitle: 'لا شيء يرسو هنا بعد.',
    empty: 'سترسو ملاحظتك الأولى على هذا الرصيف.',
    throwAway: 'حذف',
    throwAwayNamed: (note: string) => `حذف: ${note}`,
    /** How this session was signed in, as its receipt says. */
    fallback: (how: string) => `تسجيل دخول بلا جهاز، ${how}`,
    approved: (how: string) => `تمت الموافقة، ${how}`,
    approvedOn: (device: string, how: string) => `تمت الموافقة من ${device}، ${how}`,
    typed: {
      offline: 'بثمانية أرقام من هاتف بلا شبكة',
      totp: 'برمز من تطبيق رموز الدخول',
      email: 'برمز وصل بالبريد الإلكتروني',
      bypass: 'برمز لمرة واحدة ممن يدير الخادم',
    },
    matched: { code: 'بنقل الرمز', origin: 'في هذا المتصفح نفسه', none: 'بلمسة واحدة' },
    receipt:
      'هذا ما يقوله الإيصال الموقَّع. تحقق الموقع من توقيعه، ومن أنه لهذا الموقع ولهذا الدخول ولهذا الشخص، قبل أن يسمح لك بالدخول.',
    none: 'لا شيء',
  },
  trouble: {
    again: 'إعادة المحاولة',
    changePassword: 'تغيير كلمة المرور',
    back: 'العودة إلى تسجيل الدخول',
    start: 'فتح صفحة البداية',
    limit: {
      title: 'أجهزتك تستريح قليلًا',
      text: (time: string) =>
        `أُرسلت عدة طلبات ولم تتم الموافقة على أي منها. إذا لم تكن منك، فغيّر كلمة مرورك الآن. وإلا فحاول مرة أخرى ${time}.`,
    },
    backingOff: {
      title: 'توقف قصير',
      text: (time: string) => `بعد رموز خاطئة يتوقف تسجيل الدخول قليلًا. حاول مرة أخرى ${time}.`,
    },
    quarantined: {
      title: 'تسجيل الدخول متوقف مؤقتًا',
      text: (time: string) =>
        `أُجيب عن طلب بـ«لم أكن أنا». إذا لم تكن أنت من حاول، فهناك من يعرف كلمة مرورك: غيّرها الآن حيث سجّلت الدخول، أو عندما يمكنك تسجيل الدخول من جديد، ${time}.`,
    },
    noDevice: {
      title: 'لا جهاز يستطيع الإجابة',
      text: 'لا يستطيع أي من أجهزتك الإجابة: إما أنه لم يعد أي منها مستخدمًا، أو أن هذا الموقع لا يقبل الموافقة إلا من إضافة المتصفح. يستطيع من يديره ربط جهاز آخر معك.',
    },
    unreachable: {
      title: 'تعذّر الوصول إلى Nod',
      text: 'كلمة مرورك صحيحة، لكن لا يمكن سؤال أجهزتك الآن. انتظر قليلًا، ثم حاول مرة أخرى.',
    },
    untrusted: {
      title: 'لا يمكن الوثوق بهذه الإجابة',
      text: 'تقول إن الموافقة تمت، لكن إثباتها لا يطابقها. لم يُسجَّل دخول أحد.',
    },
    notNow: 'وافقت، لكن لا يمكن التحقق من إجابتك الآن. انتظر قليلًا، ثم تابع.',
    goOn: 'متابعة',
    noCode: 'حسابك جاهز، لكن تعذّر إنشاء رمز ربط. انتظر قليلًا، ثم تابع.',
    noList: 'تعذّر عرض أجهزتك الآن. انتظر قليلًا، ثم أعد تحميل الصفحة.',
    toNotes: 'العودة إلى ملاحظاتك',
    outOfDate: {
      title: 'هذا النموذج قديم',
      text: 'فُتح قبل أن تسجّل الدخول أو الخروج، أو جاء من موقع آخر. لم يتغيّر شيء.',
    },
    noPage: { title: 'لا توجد صفحة كهذه', text: 'ربما في العنوان خطأ، أو نُقلت الصفحة.' },
    failed: {
      title: 'حدث خطأ هنا',
      text: 'الخطأ منّا لا منك. لم يتغيّر شيء؛ حاول مرة أخرى بعد قليل.',
    },
  },
  /** For "try again …". */
  inTime: {
    minutesSoon: 'بعد بضع دقائق',
    seconds: (count: number) =>
      counted(count, {
        one: 'بعد ثانية',
        two: 'بعد ثانيتين',
        few: 'بعد # ثوانٍ',
        many: 'بعد # ثانية',
        other: 'بعد # ثانية',
      }),
    minutes: (count: number) =>
      counted(count, {
        one: 'بعد دقيقة',
        two: 'بعد دقيقتين',
        few: 'بعد # دقائق',
        many: 'بعد # دقيقة',
        other: 'بعد # دقيقة',
      }),
    hours: (count: number) =>
      counted(count, {
        one: 'بعد ساعة',
        two: 'بعد ساعتين',
        few: 'بعد # ساعات',
        many: 'بعد # ساعة',
        other: 'بعد # ساعة',
      }),
  },
};
