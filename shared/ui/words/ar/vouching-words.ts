import { countedIn } from '../../../languages/counted.ts';
import type { Here } from '../here.ts';
import type { vouchingWords as english } from '../vouching-words.ts';

const counted = countedIn('ar-u-nu-latn');
const thisOne = (here: Here) => (here === 'phone' ? 'هذا الهاتف' : 'هذا الكمبيوتر');

/**
 * A new device asks to be let in: its own screens, and the card on the devices that are asked. Apart from `words`, since only
 * screens that are loaded when they are opened say this.
 */
export const vouchingWords: typeof english = {
  waysIn: {
    title: (here: Here) => `هل كان Nod على ${thisOne(here)} من قبل؟`,
    body: (here: Here) => `ربما حذفه المتصفح، أو ثُبّت من جديد. عندها يُربط ${thisOne(here)} كجهاز جديد:`,
    ways: (here: Here) => [
      'احصل على رمز من حيث تسجّل الدخول، أو ممن يدير الخادم.',
      `إذا كان Nod على جهاز آخر من أجهزتك، فليكن معك: سيُسأل عن قبول ${thisOne(here)}.`,
      `إذا كان ${thisOne(here)} جهازك الوحيد، فجهّز رمز استرداد، وافتح /account على عنوان الخادم.`,
      'إن لم يكن لديك رمز استرداد، فاسأل من يدير الخادم: رمزه لا يحتاج إلى جهاز آخر.',
    ],
  },

  waiting: {
    title: (here: Here) => `قبول ${thisOne(here)}`,
    lead: 'افتح Nod على جهاز آخر من أجهزتك واكتب هذه الأرقام هناك، أو امسح الرمز.',
    asking: 'جارٍ سؤال أجهزتك الأخرى…',
    asked: (devices: string) => `نبّه Nod ${devices}.`,
    quiet:
      'لم يُنبَّه أي جهاز هذه المرة. افتح Nod على جهاز آخر من أجهزتك، واختر «أسجّل الدخول الآن»، وامسح هذا أو اكتب الأرقام.',
    answerable: (devices: string) => `تمكن الإجابة من ${devices}.`,
    code: 'الأرقام',
    qr: 'الأرقام نفسها كرمز للمسح',
    fingerprint: (print: string) => `العلامة المميزة لهذا الجهاز: ${print}. تظهر نفسها على الجهاز الآخر.`,
    left: (left: string) => `${left}. يمكنك إغلاق Nod في هذه الأثناء.`,
    askAgain: 'إعادة الطلب',
    askingAgain: 'جارٍ الطلب…',
    asksLeft: (count: number) =>
      counted(count, {
        zero: 'هذه آخر مرة يسأل فيها Nod.',
        one: 'يمكنك إعادة الطلب مرة واحدة.',
        two: 'يمكنك إعادة الطلب مرتين.',
        few: 'يمكنك إعادة الطلب # مرات.',
        many: 'يمكنك إعادة الطلب # مرة.',
        other: 'يمكنك إعادة الطلب # مرة.',
      }),
    noOther: 'ليس معك جهاز آخر؟',
    noOtherBody: (server: string) =>
      `يستطيع من يدير ${server} قبولك بلا جهاز آخر. اطلب منه رمزًا جديدًا، ثم أعد الربط به.`,
    stop: 'إيقاف الربط',
    stopTitle: (here: Here) => `إيقاف ربط ${thisOne(here)}؟`,
    stopBody: 'لم يُضف شيء إلى حسابك. للبدء من جديد تحتاج إلى رمز جديد.',
    stopping: 'جارٍ الإيقاف…',
    hereTitle: (here: Here) => `كان Nod مرتبطًا على ${thisOne(here)} من قبل`,
    hereBody: 'يستطيع الربط السابق قبول الجديد. ثم يحل الجديد محله.',
    here: 'قبوله من هنا',
    ranOutTitle: 'انتهى الوقت',
    ranOutBody: 'لم يجب أحد. أعد الطلب عندما يكون الجهاز الآخر في يدك.',
    failedTitle: 'كُتبت الأرقام خطأً ثلاث مرات',
    failedBody: 'أعد الطلب، واكتب الأرقام الجديدة على الجهاز الآخر.',
    failedLast: 'لم تعد هذه الأرقام صالحة، وسأل Nod بقدر ما يُسمح له.',
    refusedTitle: (here: Here) => `لم يُقبل ${thisOne(here)}`,
    refusedBody: 'رفضه أحد أجهزتك الأخرى.',
    lastBody: 'رفضه أحد أجهزتك الأخرى، أو كُتبت الأرقام خطأً ثلاث مرات.',
    lapsedBody: 'لم يوافق أي من أجهزتك الأخرى في الوقت المحدد.',
    keptOutNext: 'إذا كنت لا تزال تريده في حسابك، فاحصل على رمز جديد من حيث تسجّل الدخول، واربطه من جديد.',
    pairAgain: 'الربط من جديد',
  },

  /** Nobody lets it in, and it waits for days instead. */
  days: {
    offer: (delay: string) => `انتظار ${delay} بدلًا من ذلك`,
    offerBody: (delay: string) =>
      `أو انتظر: تُبلَّغ أجهزتك الأخرى وبريدك. بعد ${delay} من رؤية أحد لذلك، يُقبل هذا الجهاز، ما لم يرفضه أحد أجهزتك.`,
    askTitle: (delay: string) => `انتظار ${delay}؟`,
    askBody:
      'تُبلَّغ كل أجهزتك، حتى المفقود منها، أن هذا الجهاز يطلب القبول بلا موافقة، ويُبلَّغ بريدك أيضًا إذا كان Nod يعرفه. يبدأ الوقت عندما يرى أحد ذلك. رفض واحد ينهيه.',
    askConfirm: 'إبلاغهم والانتظار',
    asking: 'جارٍ إبلاغ أجهزتك…',
    title: 'بانتظار القبول',
    unseen: (delay: string) =>
      `لم يرَ أحد البلاغ بعد. افتح رسالة البريد عنه وقل إنك كنت أنت، أو انظر في «ماذا حدث» على جهاز آخر من أجهزتك. عندها يبدأ انتظار ${delay}.`,
    until: (when: string) => `موعد القبول: ${when}، ما لم يرفض أحد أجهزتك.`,
    off: (server: string) =>
      `لم يعد ${server} يقبل أحدًا بالانتظار. اطلب رمزًا ممن يديره، أو اقبل هذا الجهاز من جهاز آخر من أجهزتك.`,
    lapses: (when: string) => `ينتهي هذا الربط إذا لم يره أحد قبل هذا الموعد: ${when}.`,
    close: 'يمكنك إغلاق Nod في هذه الأثناء. قبل النهاية بيوم يُبلَّغ الجميع مرة أخرى.',
    askOthers: 'سؤال أجهزتي الأخرى',
    overBody: 'رفض أحد أجهزتك، أو لم يرَ أحد البلاغ في الوقت المحدد.',
    refused: (here: Here) => ({
      title: `لا يستطيع ${thisOne(here)} انتظار القبول`,
      body: 'هناك جهاز جديد آخر ينتظر، أو رفض أحد أجهزتك خلال أسبوع، أو لم يبقَ جهاز يستطيع القبول.',
      nextStep: 'اطلب رمزًا ممن يدير الخادم، أو اقبله من جهاز آخر من أجهزتك.',
    }),
  },

  same: {
    title: (here: Here) => `هل أحد هذه هو ${thisOne(here)} نفسه؟`,
    lead: (here: Here) =>
      `إذا نسي المتصفح Nod أو أعدت تثبيته، فلا يزال ${thisOne(here)} في قائمة أجهزتك. اختره حتى لا يظهر مرتين.`,
    after: 'ما تختاره يتوقف فورًا، ويُزال بعد يوم.',
    lastSeen: (when: string) => `آخر استخدام: ${when}`,
    none: 'ليس أيًا منها',
    busy: 'لحظة من فضلك…',
    chosen: (name: string) => `إنه ${name}`,
  },

  card: {
    add: (device: string) => `إضافة ${device} إلى حسابك؟`,
    move: (device: string) => `نقل حسابك إلى ${device}؟`,
    lead: 'سيجيب باسمك في كل مكان. وافق فقط إذا كان في يدك.',
    moveLead: (here: Here) => `يحل محل ${thisOne(here)}، فيتوقف هذا عن الإجابة فورًا. وافق فقط إذا كان الجديد في يدك.`,
    kinds: { pwa: 'Nod على هاتف أو في متصفح', extension: 'Nod في متصفح على كمبيوتر' },
    fingerprint: 'العلامة المميزة',
    account: 'الحساب',
    codeLabel: 'اكتب الأرقام الظاهرة على الجهاز الجديد',
    reportBody:
      'يرفض Nod الجهاز الجديد نهائيًا ويُبلغ أجهزتك الأخرى. إذا لم تطلب رمزًا لإضافة جهاز، فقد طلبه غيرك باسمك: غيّر كلمة مرورك حيث تسجّل الدخول.',
    reportTitle: 'رفض هذا الجهاز نهائيًا؟',
    reportConfirm: 'رفض الجهاز',
  },

  outcome: {
    approved: {
      title: 'قُبل الجهاز',
      body: (name: string) => `صار ${name} يجيب عن حسابك، مثل هذا الجهاز.`,
      next: 'تُبلَّغ أجهزتك الأخرى. إذا كان ذلك خطأ، فأزله من «الحساب».',
    },
    moved: {
      title: 'تم النقل',
      body: (name: string) => `صار ${name} يجيب عن هذا الحساب.`,
      next: 'لم يعد هذا الجهاز يجيب عنه. ويُزال من الحساب بعد يوم.',
    },
    denied: {
      title: 'رُفض الجهاز',
      body: (name: string) => `لم يُضف ${name} إلى حسابك، ولا يستطيع أن يطلب ثانية بهذا الرمز.`,
      next: 'إذا كنت أنت، فاحصل على رمز جديد واربطه من جديد.',
    },
    reported: {
      title: 'رُفض الجهاز',
      body: (name: string) => `لم يُضف ${name} إلى حسابك، وتُبلَّغ أجهزتك الأخرى.`,
      next: 'إذا لم تطلب رمزًا، فغيّر كلمة مرورك حيث تسجّل الدخول: قد يعرفها أحد.',
    },
    expired: {
      title: 'فات وقت هذا الطلب',
      body: (name: string) => `انتهى وقت طلب ${name} قبل الإجابة عنه. لم يُضف.`,
      next: 'إذا كان في يدك، فاختر عليه «إعادة الطلب».',
    },
    canceled: {
      title: 'لم يعد مطلوبًا',
      body: (name: string) => `توقف ${name} عن الطلب، أو قبله من يدير الخادم.`,
      next: 'إذا كنت لا تعرفه، فانظر في «الحساب».',
    },
    failed: {
      title: 'أرقام خاطئة كثيرة',
      body: (name: string) => `لم يُضف ${name} إلى حسابك.`,
      next: 'إذا كان في يدك، فاختر عليه «إعادة الطلب» واكتب الأرقام الجديدة.',
    },
  },
};
