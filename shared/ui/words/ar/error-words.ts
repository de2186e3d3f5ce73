import { countedIn } from '../../../languages/counted.ts';
import type { Describe, ErrorParams } from '../described.ts';
import type { generalErrors as english } from '../error-words.ts';

const counted = countedIn('ar-u-nu-latn');

/** "this phone", in the middle of a sentence. */
export const thisDevice = ({ here = 'phone' }: ErrorParams) => (here === 'phone' ? 'هذا الهاتف' : 'هذا الكمبيوتر');

const server = (params: ErrorParams) => params.server ?? 'خادم Nod';

/** Nothing that a person could put right but by trying again or telling the operator. */
export const refused: Describe = () => ({
  title: 'لم يتمكن Nod من ذلك',
  body: 'لم يقبل الخادم ما أُرسل إليه. لم يتغيّر شيء.',
  nextStep: 'أغلق Nod وافتحه من جديد ثم حاول مرة أخرى. إذا تكرر ذلك، فأخبر من يدير الخادم.',
});

/** The server doesn't know a call that this app makes, or misses something in it: one of them is older. */
const outOfStep: Describe = () => ({
  title: 'Nod وخادمه غير متوافقين',
  body: 'أحدهما أقدم من الآخر.',
  nextStep: 'أغلق Nod وافتحه من جديد. إذا تكرر ذلك، فأخبر من يدير الخادم.',
});

const unreachable: Describe = (params) => ({
  title: 'الخادم لا يرد',
  body: `تعذّر الوصول إلى ${server(params)} الآن.`,
  nextStep: 'انتظر لحظة، ثم حاول مرة أخرى.',
});

const tooMany: Describe = ({ retryAfterSeconds }) => ({
  title: 'محاولات كثيرة',
  body: 'يتمهّل Nod حتى لا يخمّن أحد الرمز.',
  nextStep:
    retryAfterSeconds === undefined
      ? 'انتظر دقيقة، ثم حاول مرة أخرى.'
      : `حاول مرة أخرى بعد ${duration(retryAfterSeconds)}.`,
});

const clock: Describe = (params) => ({
  title: 'الوقت غير مضبوط',
  body: `الوقت على ${thisDevice(params)} ${clockWords(params.clockOffsetMs)}، فلا يمكن التحقق من إجاباته.`,
  nextStep: 'اضبط التاريخ والوقت تلقائيًا من الإعدادات، ثم حاول مرة أخرى.',
});

/** Only noticed, since everything works: the app goes by the server's clock. */
const clockNoticed: Describe = (params) => ({
  title: 'الوقت غير مضبوط',
  body: `الوقت على ${thisDevice(params)} ${clockWords(params.clockOffsetMs)}. يعتمد Nod على وقت الخادم، فلا يزال بإمكانك الإجابة.`,
  nextStep: 'اضبط التاريخ والوقت تلقائيًا من الإعدادات.',
});

const unreadable: Describe = (params) => ({
  title: 'لا يمكن الوثوق بهذا',
  body: `ما وصل ليس موقّعًا من الخادم الذي رُبط به ${thisDevice(params)}، لذلك لا يُعرض.`,
  nextStep: 'لم تتم الموافقة على شيء. إذا تكرر ذلك، فأخبر من يدير الخادم.',
});

/** What any screen can meet: the network, the server, the browser, the camera. One row per code. */
export const generalErrors: typeof english = {
  offline: (params) => ({
    title: 'لا توجد شبكة',
    body: `${capital(thisDevice(params))} غير متصل.`,
    nextStep: 'اتصل بشبكة، ثم حاول مرة أخرى.',
  }),
  server_unreachable: unreachable,
  unavailable: unreachable,
  internal: unreachable,
  answer_malformed: () => ({
    title: 'جاء الرد من مصدر آخر',
    body: 'لم يأتِ الرد من خادم Nod. على شبكات الضيوف قد تكون هذه صفحة الدخول إلى الشبكة.',
    nextStep: 'سجّل الدخول إلى الشبكة أو استخدم شبكة أخرى، ثم حاول مرة أخرى.',
  }),
  user_locked: ({ reason }) => ({
    title: 'حسابك مقفل',
    body: `قفله من يدير الخادم${reason ? `: «${reason}»` : ''}. إلى أن يُفتح قفله، لا يستطيع أحد تسجيل الدخول باسمك عبر Nod.`,
    nextStep: 'اسأل من يدير الخادم عمّا حدث، واطلب منه فتح القفل.',
  }),
  not_found: outOfStep,
  unauthorized: outOfStep,
  request_malformed: refused,
  request_too_large: refused,
  proof_invalid: refused,
  proof_replayed: refused,
  rate_limited: tooMany,
  user_backing_off: tooMany,
  user_quarantined: tooMany,
  push_limit: tooMany,
  interrupted: () => ({
    title: 'توقف Nod قبل أن ينتهي',
    body: 'أوقفه المتصفح قبل أن تظهر النتيجة. ربما تم الأمر رغم ذلك.',
    nextStep: 'تحقق هل لا يزال الطلب ينتظر أم صار بين الطلبات السابقة في حسابك، ثم حاول مرة أخرى.',
  }),
  signature_invalid: unreadable,
  update_needed: () => ({
    title: 'حدّث Nod',
    body: 'في أحد الطلبات ما لا يعرفه هذا الإصدار من Nod، لذلك لا يُعرض.',
    nextStep: 'أغلق Nod وافتحه من جديد وثبّت الإصدار الجديد، ثم ابدأ تسجيل الدخول مرة أخرى.',
  }),
  clock_skew: clock,
  clock_off: clockNoticed,
  storage_refused: (params) => ({
    title: 'لا يستطيع Nod حفظ شيء هنا',
    body: `لا يحتفظ هذا المتصفح ببيانات ربط ${thisDevice(params)}. يحدث ذلك في النوافذ الخاصة ومع نمط المنع.`,
    nextStep: 'افتح Nod في نافذة عادية واسمح له بحفظ البيانات، أو استخدم متصفحًا آخر.',
  }),
  camera_denied: ({ here, runsIn }) => ({
    title: 'لا إذن لـ Nod باستخدام الكاميرا',
    body: 'لا يمكن مسح أي رمز بدونها.',
    nextStep:
      runsIn === 'tab'
        ? `${here === 'computer' ? 'انقر' : 'المس'} الأيقونة بجانب عنوان الصفحة واسمح بالكاميرا، أو اكتب الرمز.`
        : 'اسمح لـ Nod بالكاميرا في الإعدادات، أو اكتب الرمز.',
  }),
  camera_unavailable: () => ({
    title: 'لا توجد كاميرا للمسح',
    body: 'لا كاميرا هنا، أو يستخدمها تطبيق آخر.',
    nextStep: 'أغلق التطبيقات الأخرى التي تستخدمها، أو اكتب الرمز.',
  }),
  qr_not_for_this: () => ({
    title: 'هذا الرمز ليس المطلوب هنا',
    body: 'يخص شيئًا آخر، أو طلبًا انتهى.',
    nextStep: 'امسح الرمز الظاهر على الشاشة التي تسجّل الدخول أو تربط منها.',
  }),
  offline_unready: (params) => ({
    title: `لا يستطيع ${thisDevice(params)} ذلك بعد`,
    body: 'يُظهر هذه الأرقام للحسابات المستخدمة فقط، بعد أن يتصل بخادمك مرة واحدة.',
    nextStep: 'افتح Nod عند توفر شبكة، ثم حاول مرة أخرى. أما الآن فاختر طريقة أخرى حيث تسجّل الدخول.',
  }),
  unknown: () => ({
    title: 'حدث خطأ ما',
    body: 'لا يعرف Nod ما هو. لم تتم الموافقة على شيء.',
    nextStep: 'حاول مرة أخرى. إذا تكرر ذلك، فأخبر من يدير الخادم.',
  }),
};

/** As the first word of a sentence: Arabic has no capitals. */
export function capital(text: string): string {
  return text;
}

function clockWords(offsetMs: number | undefined): string {
  if (offsetMs === undefined) return 'يختلف بأكثر من دقيقة';
  return `${offsetMs > 0 ? 'متقدّم' : 'متأخّر'} بمقدار ${duration(Math.abs(offsetMs) / 1000)}`;
}

/** After a preposition. */
function duration(seconds: number): string {
  const whole = Math.max(1, Math.ceil(seconds));
  if (whole < 90)
    return counted(whole, {
      one: 'ثانية واحدة',
      two: 'ثانيتين',
      few: '# ثوانٍ',
      many: '# ثانية',
      other: '# ثانية',
    });
  const minutes = Math.round(whole / 60);
  if (minutes < 90)
    return counted(minutes, { one: 'دقيقة واحدة', two: 'دقيقتين', few: '# دقائق', many: '# دقيقة', other: '# دقيقة' });
  const hours = Math.round(minutes / 60);
  return counted(hours, { one: 'ساعة واحدة', two: 'ساعتين', few: '# ساعات', many: '# ساعة', other: '# ساعة' });
}
