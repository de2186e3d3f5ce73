import { countedIn } from '../../shared/languages/counted.ts';
import type { ServerWords } from './en.ts';

const counted = countedIn('ar-u-nu-latn');
const TIMES = { one: 'مرة واحدة', two: 'مرتان', few: '# مرات', many: '# مرة', other: '# مرة' };
const HOURS = { one: 'ساعة', two: 'ساعتين', few: '# ساعات', many: '# ساعة', other: '# ساعة' };
const MINUTES = { one: 'دقيقة', two: 'دقيقتين', few: '# دقائق', many: '# دقيقة', other: '# دقيقة' };

/**
 * What the server itself says to people: e-mails, and the notification of a device whose worker doesn't run. The sentences of
 * what happened may stand on a locked screen (N7: no names, no places), and are subjects of e-mails.
 */
export const serverWords: ServerWords = {
  /** What happened, without a full stop. */
  happened: {
    'device.added': 'أُضيف جهاز إلى حسابك',
    'device.refused': 'لم يُقبل جهاز جديد في حسابك',
    'device.waits': 'جهاز جديد يطلب القبول في حسابك بلا موافقة أي من أجهزتك',
    'device.suspended': 'أُوقف أحد أجهزتك مؤقتًا',
    'device.resumed': 'يستطيع أحد أجهزتك الإجابة من جديد',
    'device.removed': 'أُزيل جهاز من حسابك',
    'device.moved': 'انتقل حسابك إلى جهاز آخر',
    'device.objected': 'جهاز موقوف مؤقتًا يقول إنه جهازك',
    'device.renamed': 'تغيّر اسم أحد أجهزتك',
    'device.idle': 'لم يُستخدم أحد أجهزتك منذ مدة طويلة',
    'offline.added': 'صار أحد أجهزتك يعرض رموز دخول بلا شبكة',
    'verifier.added': 'صار أحد أجهزتك يطلب البصمة أو الوجه أو رمز PIN',
    'verifier.removed': 'لم يعد أحد أجهزتك يطلب البصمة أو الوجه أو رمز PIN',
    'email.changed': 'يتغيّر عنوان البريد الإلكتروني لهذه الرسائل',
    'fallback.used': 'سُجّل الدخول باسمك بلا جهاز',
    'fallback.closed': 'أُغلقت طريقة لتسجيل الدخول بلا جهاز بعد رموز خاطئة',
    'totp.added': 'يستطيع تطبيق آخر الآن تسجيل دخولك بستة أرقام',
    'totp.removed': 'لم يعد التطبيق الآخر يسجّل دخولك بستة أرقام',
    'bypass.made': 'أُنشئ لك رمز لتسجيل الدخول بلا جهاز',
    'recovery.used': 'استُخدم أحد رموز الاسترداد',
    'recovery.codes_made': 'أُنشئت رموز استرداد لحسابك',
    'account.session_opened': 'فُتحت صفحة حسابك برمز',
    'login.failed': 'انتهت محاولة تسجيل دخول برموز خاطئة',
    'application.quarantined': 'مُنع تطبيق من تنبيهك بعد بلاغ',
    'approval.disowned': 'قال أحدهم إنك لم تكن من سجّل الدخول باسمك',
    'report.taken_back': 'سُحب بلاغ عن تطبيق',
    'enrollment.refused': 'تعذّرت إضافة جهاز جديد',
    'user.locked': 'من يدير الخادم قفل حسابك',
    'user.unlocked': 'من يدير الخادم فتح قفل حسابك',
  },
  somethingHappened: 'حدث شيء في حسابك',
  sentence: (happened: string) => `${happened}.`,
  notification: (happened: string) => `${happened}. افتح Nod لترى ماذا حدث.`,

  /** A notification of a device whose worker doesn't run: what shared/authenticator/words says, and shorter. */
  push: {
    signIn: (username: string) => `تسجيل الدخول باسم ${username}؟`,
    browserOn: (browser: string, system: string) => `${browser} على ${system}`,
    facts: (facts: readonly string[]) => facts.join('، '),
    typeCode: 'افتح Nod واكتب الرمز.',
    test: { title: 'الإشعارات تعمل', body: 'يستطيع هذا الجهاز الآن استقبال الطلبات. افتح Nod لإكمال الربط.' },
    approved: (device: string | undefined) =>
      device === undefined ? 'تمت الموافقة بلا جهاز' : `تمت الموافقة من ${device}`,
    denied: (device: string) => `تم الرفض من ${device}`,
    reported: (device: string) => `تم الإبلاغ من ${device}`,
    expired: 'انتهى وقت هذا الطلب',
    canceled: 'سُحب هذا الطلب',
    failed: 'رموز خاطئة كثيرة. انتهى هذا الطلب',
  },

  /** The e-mail of what happened: what it says, its facts, and what to do for somebody who did not do it. */
  mail: {
    subject: (server: string, happened: string) => `${server}: ${happened}`,
    /** In front of the facts, each on its own line. */
    labels: {
      account: 'الحساب',
      device: 'الجهاز',
      by: 'بواسطة',
      application: 'التطبيق',
      name: 'الاسم',
      when: 'الوقت',
      howOften: 'عدد المرات',
      from: 'المكان',
      why: 'السبب',
      removed: 'موعد الإزالة',
      counts: 'موعد السريان',
      letIn: 'موعد القبول',
    },
    fact: (label: string) => `${label}:`,
    howOften: (count: number, last: string) => `${counted(count, TIMES)}، آخر مرة: ${last}`,
    deviceOn: (device: string, platform: string) => `${device} (${platform})`,
    by: {
      operator: 'من يدير الخادم',
      application: 'التطبيق',
      email: 'رابط في رسالة بريد',
      recovery: 'من لديه رمز استرداد',
    },
    place: (address: string, place: string) => `${address}، ${place}`,
    renamed: (from: string, to: string) => `من ${from} إلى ${to}`,
    removedAt: (time: string) => `${time}، ما لم يُعَد تفعيله`,
    letInAt: (time: string) => `${time}، ما لم ترفض`,
    letInAfter: (hours: number) => `بعد ${counted(hours, HOURS)} من اطّلاع أحد على هذا، ما لم ترفض`,

    ifYou: 'إذا كنت أنت من فعل هذا، فلا داعي لفعل شيء.',
    /** Before the link. */
    undo: 'إذا لم تكن أنت، فافتح هذه الصفحة واضغط زرها الوحيد. بعدها لا يجيب عن شيء ذلك الجهاز ولا أي جهاز قُبل بموافقته:',
    undoUntil: (time: string) => `يصلح الرابط مرة واحدة، حتى ${time}. ولا يفعل شيئًا آخر.`,
    waits: {
      asked: 'طلب هذا شخص سجّل الدخول باسمك، ولم يكن معه أي من أجهزتك ليوافق منه.',
      no: 'إذا لم تكن أنت، فافتح هذه الصفحة وارفض. يُرفض الجهاز نهائيًا، ولا يستطيع أحد أن يطلب بهذه الطريقة طوال أسبوع. ثم غيّر كلمة مرورك حيث تسجّل الدخول: ربما يعرفها أحد.',
      begun: 'إذا كنت أنت، فما عليك إلا الانتظار.',
      begins: 'إذا كنت أنت، فقل ذلك في هذه الصفحة. يبدأ الانتظار عندها، أو عندما يُفتح Nod على أحد أجهزتك ويعرض هذا.',
      until: (time: string) => `يصلح الرابط حتى ${time}. ولا يسجّل دخول أحد.`,
    },
    emailChanged: (origin: string, server: string): readonly string[] => [
      'يسري العنوان الجديد بعد يوم من هذه الرسالة. وحتى ذلك الحين تصل هذه الرسالة إلى العنوانين، وتصل بقية الرسائل إلى العنوان القديم.',
      `إذا لم تكن أنت، فافتح Nod (${origin}) على أحد أجهزتك خلال ذلك اليوم، وأعد كتابة عنوانك، واطّلع على «ماذا حدث». وإن لم يكن لديك جهاز، فأخبر من يدير ${server}.`,
    ],
    idle: (origin: string) =>
      `إذا كان هذا الجهاز لا يزال لديك، فافتح عليه Nod (${origin}) مرة واحدة: عندها لا يحدث شيء. وإلا فسيُوقف مؤقتًا بعد أسبوع من رسالة ثانية كهذه، ويمكن إعادة تفعيله من جهاز آخر من أجهزتك.`,
    locked: (server: string) =>
      `إلى أن يُفتح قفل حسابك، لا يستطيع أحد تسجيل الدخول باسمك بواسطة Nod، ولا تُسأل أجهزتك. لم يُزل شيء. اسأل من يدير ${server} عما حدث وكيف يستمر الأمر.`,
    recovery: (origin: string, server: string) =>
      `إذا لم تكن أنت، فافتح Nod (${origin}) على أحد أجهزتك فورًا وأنشئ رموز استرداد جديدة: عندها تبطل الرموز القديمة وينتهي ما فُتح بها. ثم اطّلع على «ماذا حدث». وإن لم يكن لديك جهاز، فأخبر من يدير ${server}.`,
    guess: 'إذا لم تكن أنت، فربما يعرف أحد كلمة مرور لك: غيّرها.',
    lookHere: (origin: string, server: string) =>
      `افتح Nod (${origin}) على أحد أجهزتك واطّلع على «ماذا حدث»: تجد هناك ما يمكن فعله. وإن لم يكن لديك جهاز، فافتح ${origin}/account برمز استرداد، أو أخبر من يدير ${server}.`,
    end: (server: string, origin: string) => `هذه الرسالة من ${server}، ${origin}. لا تطلب أبدًا رمزًا ولا كلمة مرور.`,
  },

  /** The e-mail with a code. Its subject stands on locked screens, so the code isn’t in it. */
  code: {
    subject: (server: string) => `${server}: رمز لتسجيل الدخول`,
    /** `from`: an address and its place; may be empty. */
    asks: (application: string, username: string, from: string) =>
      `يريد شخص تسجيل الدخول إلى ${application} باسم ${username}${from === '' ? '' : ` (من ${from})`}.`,
    notYou: (application: string) =>
      `إذا لم تكن أنت، فلا تخبر أحدًا بهذا الرمز، وغيّر كلمة مرورك في ${application}: هناك من يعرفها.`,
    good: (minutes: number) =>
      `يصلح مرة واحدة، لتسجيل الدخول هذا، خلال ${counted(minutes, MINUTES)}. اكتبه فقط في الصفحة التي تسجّل الدخول فيها.`,
    end: (server: string, origin: string) => `هذه الرسالة من ${server}، ${origin}. لا يحتاج من يساعدك إلى هذا الرمز.`,
  },
};
