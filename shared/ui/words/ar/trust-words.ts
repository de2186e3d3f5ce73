import { countedIn } from '../../../languages/counted.ts';
import type { SuspensionView } from '../../../protocol/trust-api.ts';
import type { Here } from '../here.ts';
import type { trustWords as english } from '../trust-words.ts';

const counted = countedIn('ar-u-nu-latn');
const thisOne = (here: Here) => (here === 'phone' ? 'هذا الهاتف' : 'هذا الكمبيوتر');

/**
 * What happened to an account, its devices one by one, and undoing: read by people who are worried. Apart from `words`, since
 * only screens that are loaded when they are opened say this.
 */
export const trustWords: typeof english = {
  happened: {
    lead: (saysSo: boolean) =>
      `تجد هنا ما تغيّر في الأجهزة التي تجيب عنك، ومن أين حدث ذلك. إذا لم تكن أنت، ${saysSo ? 'فقل ذلك هنا، و' : 'ف'}غيّر كلمة مرورك حيث تسجّل الدخول.`,
    empty: 'لا شيء بعد. عندما يُضاف جهاز أو يُوقف مؤقتًا أو يُزال، يظهر ذلك هنا.',
    kept: 'هذا ما عرفه Nod عند آخر اتصال بالخادم.',
    more: 'عرض ما قبل ذلك',
    loadingMore: 'جارٍ التحميل…',
    times: (count: number) =>
      counted(count, { one: 'مرة واحدة', two: 'مرتين', few: '# مرات', many: '# مرة', other: '# مرة' }),
    reason: (given: string) => `السبب: «${given}»`,
    undone: 'اخترت «لم أكن أنا»',
    notMe: 'لم أكن أنا',
    undoing: 'جارٍ الإيقاف…',
    askTitle: (name: string) => `إيقاف ${name} مؤقتًا؟`,
    askBody: (name: string) => `يتوقف ${name} فورًا عن الإجابة عنك، وكذلك كل جهاز قُبل بموافقته. يمكنك إعادة تفعيلها.`,
    askConfirm: 'إيقاف مؤقت',
    that: 'الجهاز الذي فعل هذا',
    letIn: (when: string) => `موعد القبول: ${when}`,
    letInAfter: (delay: string) => `يُقبل بعد ${delay} من رؤيتك هذا`,
    waits: {
      no: 'لا أوافق',
      saying: 'جارٍ رفض الجهاز…',
      askTitle: (name: string) => `رفض ${name}؟`,
      askBody: 'لن يُقبل، ولن يستطيع أحد طوال أسبوع أن يطلب القبول بلا موافقة. وإذا قُبل قبل لحظات، فسيُوقف مؤقتًا.',
      askConfirm: 'رفض الجهاز',
      done: 'لم توافق',
    },
    deniedTitle: 'رُفض الجهاز',
    deniedBody: 'لم يُضف شيء إلى حسابك. غيّر كلمة مرورك حيث تسجّل الدخول: قد يعرفها أحد.',
    pausedTitle: (names: string) => `أُوقف مؤقتًا: ${names}`,
    pausedBody: 'لم يعد ما أُوقف يجيب عنك. غيّر كلمة مرورك حيث تسجّل الدخول: قد يعرفها أحد.',
    devices: 'عرض أجهزتك',
  },

  device: {
    unknown: 'لم يعد هذا الجهاز في حسابك.',
    kinds: { pwa: 'Nod على هاتف أو في متصفح', extension: 'Nod في متصفح على كمبيوتر' },
    facts: 'ما هو معروف عنه',
    added: 'في حسابك منذ',
    lastSeen: 'آخر ظهور',
    letIn: 'القبول',
    fingerprint: 'العلامة المميزة',
    fingerprintHint: 'تميّز بين جهازين لهما الاسم نفسه.',
    confirms: 'يطلب البصمة أو الوجه أو رمز PIN',
    vouched: {
      first: 'كان الجهاز الأول',
      operator: 'بموافقة من يدير الخادم',
      recovery: 'برمز استرداد',
      off: 'بلا سؤال جهاز آخر',
      waited: 'بعد انتظار لم يرفضه فيه أحد',
      device: (name: string) => `بموافقة ${name}`,
      moved: (name: string) => `حلّ محل ${name}`,
      someDevice: 'جهاز لم يعد موجودًا',
    },
    name: 'الاسم',
    rename: 'حفظ الاسم',
    renaming: 'جارٍ الحفظ…',
    nameMissing: 'اكتب له اسمًا.',
    pause: 'إيقاف مؤقت',
    pausing: 'جارٍ الإيقاف…',
    pauseTitle: (name: string) => `إيقاف ${name} مؤقتًا؟`,
    pauseBody: 'يتوقف فورًا عن الإجابة عنك. يمكنك إعادة تفعيله من هنا متى شئت.',
    pauseConfirm: 'إيقاف مؤقت',
    resume: 'إعادة تفعيل',
    resuming: 'جارٍ إعادة التفعيل…',
    resumeTitle: (name: string) => `إعادة تفعيل ${name}؟`,
    resumeBody: 'يعود إلى الإجابة عنك في كل مكان. افعل ذلك فقط إذا كنت تعرف أين هو.',
    remove: 'إزالة',
    removing: 'جارٍ الإزالة…',
    removeTitle: (name: string) => `إزالة ${name}؟`,
    removeBody:
      'يُوقف مؤقتًا الآن، ويُزال نهائيًا بعد يوم. حتى ذلك الحين تمكن إعادة تفعيله من هنا أو من جهاز آخر من أجهزتك.',
    removeThisBody: (here: Here) =>
      `هذا هو ${here === 'phone' ? 'الهاتف الذي في يدك' : 'الكمبيوتر الذي أمامك'}. يتوقف عن الإجابة عنك فورًا ونهائيًا، ولتستخدمه مجددًا يلزم ربطه من جديد.`,
    removeConfirm: 'إزالة الجهاز',
    lastTitle: 'هذا آخر طريق إلى حسابك',
    lastBody: 'لن يبقى أي جهاز يجيب عنك. لن تستطيع تسجيل الدخول حيث يُطلب Nod، إلى أن يساعدك من يدير الخادم.',
    lastBodyCodes:
      'لن يبقى أي جهاز يجيب عنك. لن تستطيع تسجيل الدخول حيث يُطلب Nod، إلى أن يُقبل جهاز جديد بأحد رموز الاسترداد.',
    lastConfirm: 'المتابعة رغم ذلك',
  },

  /** Instead of words.removeOffline, of an account that is locked: the server was told, and refused. */
  removeLocked: (here: Here) => ({
    title: 'حسابك مقفل',
    body: `ينسى ${thisOne(here)} الحساب الآن، لكن الخادم لا يقبل منه شيئًا ما دام الحساب مقفلًا، ولن يعلم بذلك لاحقًا: يبقى ${thisOne(here)} في قائمته إلى أن يزيله من يدير الخادم.`,
  }),

  paused: {
    title: (here: Here) => `${thisOne(here)} موقوف مؤقتًا`,
    lead: 'لا تصله طلبات، ولا تُحتسب إجاباته.',
    account: 'الحساب',
    when: 'منذ',
    why: 'السبب',
    removal: 'الإزالة النهائية',
    removalAt: (when: string) => `${when}، ما لم يُعد تفعيله جهاز آخر من أجهزتك`,
    someDevice: 'جهاز آخر من أجهزتك',
    mineTitle: 'إذا كان هذا جهازك وتريد أن يبقى',
    mineBody: (until: string) =>
      `أعد تفعيله من جهاز آخر من أجهزتك. وإذا كان الجهاز الآخر في يد غيرك، فقل ذلك هنا قبل ${until}.`,
    mine: 'هذا جهازي',
    objecting: 'جارٍ الإرسال…',
    askTitle: 'إيقاف الجهاز الآخر مؤقتًا أيضًا؟',
    askBody:
      'يُوقف مؤقتًا أيضًا الجهاز الذي أوقف هذا. وعندها لا يجيب عنك أي منهما إلى أن يقرر من يدير الخادم. قل ذلك فقط إذا كان الجهاز الآخر في يد غيرك.',
    askConfirm: 'إيقاف الاثنين',
    waitsTitle: 'القرار لمن يدير الخادم',
    waitsBody: 'اتصل به أو قابله، وأخبره بما حدث: يستطيع إعادة تفعيل الجهاز الذي لك.',
    otherBody: 'أعد تفعيله من جهاز آخر من أجهزتك، من «الحساب».',
    backTitle: (here: Here) => `عاد ${thisOne(here)} يجيب عنك`,
    backBody: 'أُعيد تفعيله. لم يبقَ ما تفعله.',
  },

  takeBack: {
    press: 'أُرسل بالخطأ؟ سحب البلاغ',
    pressing: 'جارٍ السحب…',
    doneTitle: 'سُحب بلاغك',
    done: (application: string) =>
      `يستطيع ${application} تنبيهك من جديد. يبقى هذا الطلب مرفوضًا: إذا كنت أنت، فابدأ تسجيل الدخول من جديد.`,
  },

  /** Of a past request that was approved within a day. */
  disown: {
    notMe: 'لم أكن أنا',
    telling: 'جارٍ إبلاغ الموقع…',
    said: 'اخترت «لم أكن أنا».',
    askTitle: (application: string) => `ألم تكن أنت من سجّل الدخول إلى ${application}؟`,
    askBody: (application: string) =>
      `يُبلَّغ ${application}، ويمكنه إنهاء ما سمحت به هذه الموافقة. ويُوقف مؤقتًا الجهاز الذي أجاب، إلا إذا كان هو الجهاز الذي في يدك أو أُضيف قبله.`,
    askConfirm: 'لم أكن أنا',
    toldTitle: (application: string) => `أُبلغ ${application}`,
    pausedTitle: (application: string, device: string) => `أُبلغ ${application}، وأُوقف «${device}» مؤقتًا`,
    toldBody: 'غيّر كلمة مرورك هناك أيضًا: يعرفها من سجّل الدخول.',
    devices: 'عرض أجهزتك',
  },

  /** Why a device is paused: first on the device itself (`by` did it), then in the list of another one. */
  why: {
    undo: (by: string) => `اختير «لم أكن أنا» على ${by}`,
    list: (by: string) => `أوقفه ${by} مؤقتًا`,
    removal: (by: string) => `أزاله ${by}`,
    replaced: () => 'رُبط من جديد، فصار في القائمة مرتين',
    moved: (by: string) => `انتقل الحساب إلى ${by}`,
    objection: () => 'جهازان، كل منهما يقول إن الآخر ليس لك',
    wrong_codes: () => 'كُتبت رموز خاطئة كثيرة',
    idle: () => 'لم يُستخدم منذ وقت طويل',
    operator: () => 'أوقفه من يدير الخادم مؤقتًا',
  } satisfies Record<SuspensionView['why'], (by: string) => string>,
  whyAccountPage: 'أُوقف مؤقتًا من صفحة الحساب، برمز استرداد',
  until: (when: string) => `الإزالة النهائية: ${when}`,

  waitLink: {
    title: 'جهاز جديد يطلب القبول في حسابك',
    lead: 'وصلت إلى هنا من رابط في رسالة بريد عن حسابك.',
    body: 'شخص مسجّل الدخول باسمك يريد إضافة جهاز، ولم يكن أي من أجهزتك الأخرى متاحًا للموافقة. إذا لم تكن أنت، فارفض: لن يُقبل الجهاز، ولن يستطيع أحد أن يطلب بهذه الطريقة طوال أسبوع.',
    press: 'لا أوافق: رفض الجهاز',
    pressing: 'جارٍ رفض الجهاز…',
    seenBody: 'إذا كنت أنت، فأكّد ذلك: عندها يبدأ الانتظار، ويمكنك حتى نهايته أن ترفض من هنا.',
    seen: 'رأيت هذا، وكنت أنا',
    seeing: 'جارٍ الإرسال…',
    seenTitle: 'بدأ الانتظار',
    seenDone: (when: string) =>
      `موعد قبول الجهاز الجديد: ${when}، ما لم ترفضه أنت أو أحد أجهزتك. احتفظ برسالة البريد حتى ذلك الحين.`,
    doneTitle: 'رُفض الجهاز',
    doneBody: 'لم يُضف الجهاز الجديد إلى حسابك. والآن غيّر كلمة مرورك حيث تسجّل الدخول: قد يعرفها أحد.',
  },

  undoLink: {
    title: 'ألم تكن أنت؟',
    lead: 'وصلت إلى هنا من رابط في رسالة بريد عن حسابك.',
    body: 'اضغط الزر لإيقاف الجهاز المذكور في الرسالة مؤقتًا، مع كل جهاز قُبل بموافقته. يتم ذلك فورًا، وتمكن إعادة تفعيله لاحقًا. وإذا كنت أنت، فأغلق هذه الصفحة: لم يتغيّر شيء.',
    press: 'لم أكن أنا: إيقافه مؤقتًا',
    pressing: 'جارٍ الإيقاف…',
    doneTitle: (names: string) => `أُوقف مؤقتًا: ${names}`,
    doneBody: 'لم يعد ما أُوقف يجيب عنك. والآن غيّر كلمة مرورك حيث تسجّل الدخول، وراجع أجهزتك في Nod على جهاز لك.',
    missingTitle: 'افتح الرابط من جديد',
    missingBody: 'لم يعد ما حمله الرابط موجودًا هنا. افتحه مرة أخرى من رسالة البريد؛ يبقى صالحًا إلى أن تضغط الزر.',
  },

  email: {
    what: 'يراسلك Nod عندما يُضاف جهاز أو يُوقف مؤقتًا أو يُزال. وفي كل رسالة طريقة إلغاء ذلك.',
    field: (username: string, place: string) => `عنوان بريد ${username} على ${place}`,
    hint: 'اتركه فارغًا إذا كنت لا تريد رسائل.',
    wrong: 'هذا ليس عنوان بريد إلكتروني.',
    save: 'حفظ العنوان',
    saving: 'جارٍ الحفظ…',
    counts: (when: string) =>
      `موعد السريان: ${when}. حتى ذلك الحين تذهب الرسائل إلى العنوان السابق، إن وُجد، ويُبلَّغ بالتغيير.`,
  },
};
