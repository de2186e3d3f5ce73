import { countedIn } from '../../../languages/counted.ts';
import type { Here } from '../here.ts';
import type { pairingWords as english } from '../pairing-words.ts';

const counted = countedIn('ar-u-nu-latn');
const thisOne = (here: Here) => (here === 'phone' ? 'هذا الهاتف' : 'هذا الكمبيوتر');

/** Getting Nod onto a device and the device onto an account: pairing, permissions, installing. Part of `words` (words.ts). */
export const pairingWords: typeof english = {
  pairing: {
    steps: ['إدخال الرمز', 'السماح بالإشعارات', 'الفحص'],
    stepOf: (step: number, count: number) => `الخطوة ${step} من ${count}`,
    startTitle: (here: Here) => `ربط ${thisOne(here)}`,
    startBody: 'افتح حسابك حيث تسجّل الدخول واختر إضافة جهاز. ستحصل هناك على رمز.',
    scan: 'مسح الرمز بالكاميرا',
    or: 'أو اكتبه',
    typedLabel: 'رمز الربط',
    typedHint: '12 خانة من حروف وأرقام. لا فرق بين الحروف الكبيرة والصغيرة.',
    typedHintLink: '12 خانة من حروف وأرقام. لا فرق بين الحروف الكبيرة والصغيرة. ويمكن لصق رابط الربط هنا أيضًا.',
    typedShort: (missing: number) =>
      counted(missing, {
        zero: 'الرمز مكتمل.',
        one: 'الرمز من 12 خانة: تنقص خانة واحدة.',
        two: 'الرمز من 12 خانة: تنقص خانتان.',
        few: 'الرمز من 12 خانة: تنقص # خانات.',
        many: 'الرمز من 12 خانة: تنقص # خانة.',
        other: 'الرمز من 12 خانة: تنقص # خانة.',
      }),
    nameMissing: (here: Here) => `اكتب اسمًا ل${thisOne(here)} أولًا.`,
    next: 'متابعة',
    checking: 'جارٍ البحث…',
    confirmTitle: 'هل هذا حسابك؟',
    account: 'الحساب',
    realm: 'الجهة',
    server: 'الخادم',
    askedBy: 'من أعطى الرمز',
    deviceName: (here: Here) => `اسم ${thisOne(here)}`,
    deviceNameHint: 'حتى تميّز بين أجهزتك.',
    pair: (here: Here) => `ربط ${thisOne(here)}`,
    notMine: 'ليس حسابي',
    otherServer: (host: string, origin: string) => ({
      title: 'هذا الرمز لخادم آخر',
      body: `يخص ${host}.`,
      nextStep: `افتح ${origin} على هذا الجهاز واربطه هناك.`,
    }),
    testTitle: 'فحص أخير',
    testBody: (here: Here) => `يرسل Nod إشعارًا تجريبيًا إلى ${thisOne(here)}.`,
    testWaiting: 'بانتظار وصوله…',
    testSlow: 'يستغرق وقتًا أطول من المعتاد.',
    testAgain: 'إرساله من جديد',
    testPull: 'متابعة بدون إشعارات',
    readyTitle: 'كل شيء جاهز.',
    readyBody: (here: Here) => `صار ${thisOne(here)} يجيب عن حسابك. جرّبه عند تسجيل دخولك القادم.`,
  },

  settingUp: {
    title: (here: Here) => `جارٍ إعداد ${thisOne(here)}`,
    subscribing: 'جارٍ تشغيل الإشعارات…',
    binding: 'جارٍ الربط…',
    body: (here: Here) => `قد يستغرق ذلك 20 ثانية. لا تُطفئ ${thisOne(here)}.`,
  },

  notifications: {
    title: 'السماح بالإشعارات',
    body: 'حتى تعرف فورًا عندما يسجّل أحد الدخول باسمك.',
    reasons: [
      'عندما يحتاج تسجيل دخول إلى إجابتك',
      'بلا صوت، عندما يتغيّر شيء في حسابك',
      'لا إعلانات أبدًا',
      'لا يظهر الرمز في الإشعار أبدًا',
    ],
    next: (here: Here) =>
      here === 'phone' ? 'سيسألك هاتفك بعد قليل. اختر «السماح».' : 'سيسألك الكمبيوتر بعد قليل. اختر «السماح».',
    allow: 'السماح بالإشعارات',
    asking: 'بانتظار اختيارك…',
    skip: 'متابعة بدونها',
    sampleTitle: 'متجر المثال',
    sampleBody: 'تسجيل الدخول باسم huda؟ Chrome على macOS، عمّان',
    sampleName: 'هكذا يبدو الإشعار',
  },

  pull: {
    title: (here: Here) => `لا تصل إشعارات إلى ${thisOne(here)}`,
    hung: 'لم تستجب الشبكة عندما طلب Nod الإشعارات.',
    unavailable: 'لا يدعمها هذا المتصفح، أو تعذّر عليه الوصول إلى خدمة الإشعارات.',
    unsupported: 'لا يستطيع الخادم تنبيه هذا المتصفح.',
    declined: 'إشعارات Nod متوقفة.',
    facts: (here: Here) => ['تظهر الطلبات ما دام Nod مفتوحًا', `إذا أُغلق Nod، بقي ${thisOne(here)} صامتًا`],
    canTurnOn: 'يمكنك تشغيل الإشعارات في أي وقت',
    go: 'متابعة بدون إشعارات',
    retry: 'تجربة الإشعارات من جديد',
  },

  /** Instead of those of `pull`, where the app asks by itself with no page open: in a browser's extension. */
  rounds: {
    title: (here: Here) => `تصل الطلبات متأخرة إلى ${thisOne(here)}`,
    facts: ['ما دام المتصفح يعمل، يسأل Nod كل نصف دقيقة', 'يتأخر التنبيه بهذا القدر، وقد يفوتك طلب مدته قصيرة'],
    go: 'متابعة هكذا',
    quiet: 'يسأل Nod كل نصف دقيقة',
    quietNext: 'قد يتأخر التنبيه بهذا القدر.',
    account: 'يُسأل الخادم كل نصف دقيقة',
  },

  scan: {
    title: 'مسح الرمز بالكاميرا',
    hint: 'ضع الرمز الظاهر على الشاشة الأخرى داخل الإطار.',
    typeInstead: 'كتابته بدلًا من ذلك',
    starting: 'جارٍ تشغيل الكاميرا…',
  },

  install: {
    title: (here: Here) => `تثبيت Nod على ${thisOne(here)}`,
    iosBody: 'على iPhone وiPad لا ترسل الإشعارات إلا التطبيقات المضافة إلى الشاشة الرئيسية. ثلاث لمسات تكفي.',
    androidBody: 'إذا ثبّتّه تطبيقًا مستقلًا، يُفتح Nod فورًا ولا تضيع إشعاراته بين علامات التبويب.',
    desktopBody: 'إذا ثبّتّه تطبيقًا مستقلًا، يبدأ Nod من تلقاء نفسه ولا تضيع إشعاراته بين علامات التبويب.',
    ios: [
      'المس «مشاركة» أسفل Safari',
      'اختر «إضافة إلى الشاشة الرئيسية»، ثم «إضافة»',
      'افتح Nod من الشاشة الرئيسية واربطه هناك',
    ],
    iosOther: [
      'افتح هذه الصفحة في Safari',
      'المس «مشاركة»، ثم «إضافة إلى الشاشة الرئيسية»',
      'افتح Nod من الشاشة الرئيسية واربطه هناك',
    ],
    android: [
      'المس القائمة أعلى Chrome',
      'اختر «الإضافة إلى الشاشة الرئيسية»، ثم «تثبيت»',
      'افتح Nod من الشاشة الرئيسية',
    ],
    desktop: ['افتح قائمة المتصفح', 'اختر «تثبيت Nod»', 'افتح Nod من تطبيقاتك'],
    install: 'تثبيت Nod',
    skip: 'استخدامه في المتصفح',
    insideTitle: 'الربط داخل التطبيق',
    insideBody: 'لا يتشارك Safari والتطبيق على الشاشة الرئيسية أي بيانات، لذلك افتح التطبيق من هناك أولًا ثم اربطه.',
  },
};
