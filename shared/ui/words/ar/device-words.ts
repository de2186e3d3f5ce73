import { countedIn } from '../../../languages/counted.ts';
import type { deviceWords as english } from '../device-words.ts';
import type { Here, RunsIn } from '../here.ts';
import { allowNotifications } from './common-words.ts';

const counted = countedIn('ar-u-nu-latn');
const thisOne = (here: Here) => (here === 'phone' ? 'هذا الهاتف' : 'هذا الكمبيوتر');

/** The device while nothing is asked: whether requests reach it, its accounts, its settings. Part of `words` (words.ts). */
export const deviceWords: typeof english = {
  quiet: {
    title: 'كل شيء هادئ.',
    body: 'لا أحد يطلب تسجيل الدخول باسمك.',
    /** In place of the two above, where they would claim what nobody knows. */
    asking: { title: 'لحظة من فضلك.', body: 'يسأل Nod عمّا ينتظرك.' },
    offline: {
      title: 'لا توجد شبكة.',
      body: (here: Here) => `${thisOne(here)} غير متصل. تظهر الطلبات عندما تعود الشبكة.`,
    },
    away: { title: 'تعذّر الاتصال.', body: (servers: string) => `لا رد من ${servers}. يواصل Nod المحاولة.` },
    someAway: {
      title: 'هادئ حتى الآن.',
      body: (servers: string) => `لا رد من ${servers}، ويواصل Nod المحاولة. لا طلبات من الخوادم الأخرى.`,
    },
    unused: {
      title: 'غير مستخدم.',
      body: (here: Here) => `لا يوجد الآن حساب يستقبل الطلبات على ${thisOne(here)}.`,
    },
    last: 'آخر إجابة',
    noneYet: 'لا طلبات بعد. سيُحفظ أول طلب هنا.',
    thisDevice: (here: Here) => thisOne(here),
    more: 'المزيد',
    healthy: (here: Here) => `تصل الإشعارات إلى ${thisOne(here)}`,
    checked: (when: string) => `آخر فحص: ${when}`,
    unseen: 'لا يمكن فحص الإشعارات الآن',
    unseenNext: 'يحتاج الفحص إلى الخادم.',
    unknown: 'لم تُفحص الإشعارات بعد',
    unknownNext: 'أرسل إشعارًا تجريبيًا لترى هل تصل.',
    failing: (here: Here) => `لا تصل الإشعارات إلى ${thisOne(here)}`,
    failingNext: 'أرسل إشعارًا تجريبيًا. إذا لم يصل شيء، فأوقف الإشعارات ثم شغّلها من جديد.',
    slowed: 'تتأخر الإشعارات',
    slowedNext: 'خدمة المتصفح لا تقبل المزيد من الإشعارات حاليًا. افتح Nod كلما سجّلت الدخول.',
    untested: 'يجري فحص الإشعارات',
    untestedNext: 'إلى أن يصل الإشعار التجريبي، تظهر الطلبات ما دام Nod مفتوحًا.',
    hidden: 'لا تظهر الإشعارات',
    hiddenNext: (here: Here) =>
      here === 'computer'
        ? 'تصل لكن النظام لا يعرضها. اسمح بإشعارات هذا المتصفح في إعدادات النظام. وعلى Linux يحتاج Firefox إلى libnotify.'
        : 'تصل لكن النظام لا يعرضها. اسمح بإشعارات هذا المتصفح في إعدادات الهاتف.',
    off: 'إشعارات Nod متوقفة',
    offNext: (here: Here, runsIn: RunsIn) => `${allowNotifications(here, runsIn)}.`,
    pull: 'تظهر الطلبات ما دام Nod مفتوحًا',
    pullNext: 'افتح Nod كلما سجّلت الدخول.',
    turnOn: 'تشغيل الإشعارات',
    test: 'إرسال إشعار تجريبي',
    testing: 'جارٍ إرسال إشعار تجريبي…',
    testWaiting: 'بانتظار وصوله…',
    testArrived: 'وصل الإشعار التجريبي.',
    testLost: 'لم يصل الإشعار التجريبي. حاول مرة أخرى، أو أوقف الإشعارات ثم شغّلها.',
  },

  update: {
    title: 'يتوفر إصدار جديد من Nod',
    body: 'يستغرق التحديث لحظة، ولا حاجة إلى ربط أي شيء من جديد.',
    now: 'تحديث الآن',
    busy: 'جارٍ التحديث…',
    later: 'لاحقًا',
  },

  storage: {
    title: 'قد يحذف المتصفح بيانات Nod',
    body: (here: Here) => `يفعل ذلك عندما تقل المساحة، وعندها يلزم ربط ${thisOne(here)} من جديد.`,
    install: (here: Here) => `ثبّت Nod على ${thisOne(here)} لتجنب ذلك.`,
  },

  accounts: {
    title: 'الحسابات',
    empty: 'لا يوجد حساب مرتبط بعد.',
    emptyNext: (here: Here) => `اربط ${thisOne(here)} بحساب لتجيب عن طلباته هنا.`,
    add: 'ربط حساب آخر',
    onlyDevice: (here: Here) => `${thisOne(here)} هو جهازك الوحيد`,
    onlyDeviceNext: (host: string) =>
      `إذا فقدته فلن تستطيع تسجيل الدخول. لربط جهاز ثانٍ، افتح ${host} عليه وأدخل رمزًا تحصل عليه من حيث حصلت على الأول.`,
    open: 'فتح الحساب',
    remove: 'إزالة',
    removing: 'جارٍ الإزالة…',
    removeTitle: (here: Here) => `إزالة هذا الحساب من ${thisOne(here)}؟`,
    removeBody: (account: string, server: string) =>
      `لن تصل إلى هنا طلبات ${account} على ${server}. للتراجع عن ذلك، أعد الربط.`,
    removeConfirm: 'إزالة الحساب',
    suspended: (here: Here) => `${thisOne(here)} موقوف مؤقتًا: لا تصله طلبات، ولا تُحتسب إجاباته.`,
    wrongCodes: 'موقوف مؤقتًا: رموز خاطئة كثيرة. اطلب رمزًا جديدًا ممن يدير الخادم، ثم أعد ربطه.',
    seeWhy: 'عرض السبب',
    revoked: (here: Here) => `أُزيل ${thisOne(here)} من الحساب. أعد ربطه لتستخدمه.`,
    unvouched: 'لم يُقبل بعد: يجب أن يوافق عليه جهاز آخر من أجهزتك أولًا.',
    keptOut: (here: Here) => `لم يُقبل ${thisOne(here)}. للمحاولة من جديد، أزل الحساب هنا ثم اربطه برمز جديد.`,
    showDigits: 'عرض الأرقام',
    push: 'الإشعارات تعمل',
    pull: 'عند فتح Nod فقط',
    attention: 'لا تصل الإشعارات',
  },

  removeOffline: {
    title: 'تعذّر إبلاغ الخادم',
    body: 'لا يعرف بعدُ أن الحساب أُزيل من هنا، ويبقى هذا الجهاز في قائمته.',
    confirm: 'إزالة رغم ذلك',
  },

  devices: {
    title: 'الأجهزة',
    lead: 'كل جهاز هنا يستطيع أن يجيب عن حسابك. أوقف مؤقتًا ما ليس لك، وأزل ما لم يعد عندك.',
    thisOne: (here: Here) => thisOne(here),
    added: (when: string) => `أُضيف: ${when}`,
    lastSeen: (when: string) => `آخر ظهور: ${when}`,
    pull: 'تظهر الطلبات عند فتحه',
    pending: 'لم يكتمل الربط',
    suspended: 'موقوف مؤقتًا',
    unvouched: 'لم يُقبل بعد',
    fingerprint: (print: string) => `العلامة المميزة ${print}`,
  },

  happened: {
    title: 'ماذا حدث',
    news: (count: number) =>
      counted(count, {
        zero: 'لم يحدث شيء في حسابك',
        one: 'حدث شيء في حسابك',
        two: 'حدث أمران في حسابك',
        few: 'حدثت # أمور في حسابك',
        many: 'حدث # أمرًا في حسابك',
        other: 'حدث # أمر في حسابك',
      }),
    newsNext: 'أُضيف جهاز أو أُوقف مؤقتًا أو أُزيل، أو ما شابه. إذا لم تكن أنت، فألغِ ذلك من هناك.',
    look: 'عرض ما حدث',
  },

  settings: {
    title: 'الإعدادات',
    note: 'الإشعارات والاسم والحسابات',
    notifications: 'الإشعارات',
    turnOff: 'إيقاف الإشعارات',
    turningOff: 'جارٍ الإيقاف…',
    someWithout: 'بعض الحسابات لا تصلها إشعارات. تجدها في قائمة كل الحسابات.',
    accounts: (here: Here) => `كل الحسابات على ${thisOne(here)}`,
    accountsNote: 'ربط حساب آخر أو إزالة حساب',
    storage: 'التخزين',
    storageKept: 'يحتفظ المتصفح ببيانات Nod',
    storageAsk: 'طلب الاحتفاظ بها من المتصفح',
    install: 'التثبيت',
    installed: (here: Here) => `Nod مثبّت على ${thisOne(here)}`,
    notInstalled: 'يعمل Nod داخل المتصفح',
    installShow: 'عرض طريقة التثبيت',
    renameSave: 'حفظ الاسم',
    renaming: 'جارٍ الحفظ…',
  },

  /** Of a request; what sets it up is in confirm-words.ts. */
  confirm: {
    ofAccount: (username: string, server: string) => `${username} على ${server}`,
    next: 'عند اختيار «موافقة» تُطلب بصمتك أو وجهك أو رمز PIN.',
    neededTitle: 'يلزم تأكيد هويتك لهذا الطلب',
    neededBody:
      'يحتاج إلى بصمتك أو وجهك أو رمز PIN، ولم يُضبط ذلك هنا. أجب من جهاز آخر، وشغّل «تأكيد هويتك» هنا للمرات القادمة.',
    tooNew: (when: string) => `يحتاج إلى بصمتك أو وجهك أو رمز PIN، ولا يسري ذلك هنا إلا من ${when}. أجب من جهاز آخر.`,
    tooLate: 'يحتاج إلى بصمتك أو وجهك أو رمز PIN، وقد ضُبط ذلك هنا بعد وصول الطلب. إذا كنت أنت من بدأه، فابدأه من جديد.',
    toSettings: 'إلى الإعدادات',
    waits: 'لا تمكن الموافقة عليه هنا: لم يكن «تأكيد هويتك» يعمل عند وصوله.',
  },
};
