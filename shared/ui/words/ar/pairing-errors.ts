import type { pairingErrors as english } from '../pairing-errors.ts';
import { allowNotifications } from './common-words.ts';
import { capital, refused, thisDevice } from './error-words.ts';

const newCode = 'اطلب رمزًا جديدًا من حيث حصلت على هذا.';

/** What stands in the way of getting a device onto an account, and of its staying there. One row per code. */
export const pairingErrors: typeof english = {
  enrollment_invalid: () => ({
    title: 'هذا الرمز لا يصلح',
    body: 'لا يوجد ربط ينتظر هذا الرمز.',
    nextStep: 'قارنه حرفًا بحرف، أو اطلب رمزًا جديدًا.',
  }),
  enrollment_expired: () => ({
    title: 'انتهت صلاحية هذا الرمز',
    body: 'يصلح رمز الربط عشر دقائق.',
    nextStep: newCode,
  }),
  enrollment_used: () => ({
    title: 'استُخدم هذا الرمز من قبل',
    body: 'يصلح رمز الربط مرة واحدة.',
    nextStep: `${newCode} إذا لم تستخدمه أنت، فراجع أجهزتك.`,
  }),
  enrollment_refused: () => ({
    title: 'رُفض الربط',
    body: 'لم يؤكد الموقع هذا الرمز، أو بلغ حسابك أقصى عدد من الأجهزة، أو ليس فيه جهاز يستطيع الموافقة.',
    nextStep: 'اطلب رمزًا جديدًا من هناك، أو ممن يدير الخادم.',
  }),
  enrollment_proof_invalid: refused,
  /** The address of a server that was never reached from here: nobody can say whether it is mistyped or out of service. */
  server_not_found: ({ server = 'هذا العنوان' }) => ({
    title: `لا رد من ${server}`,
    body: 'لم يصل Nod إلى خادم هناك من قبل.',
    nextStep: 'قارن العنوان حرفًا بحرف. إذا كان صحيحًا، فالخادم متوقف أو لا تصل إليه الشبكة.',
  }),
  server_not_nod: ({ server = 'هذا العنوان' }) => ({
    title: `لا يوجد خادم Nod على ${server}`,
    body: 'جاء الرد هناك من مصدر آخر.',
    nextStep: 'قارن العنوان حرفًا بحرف. على شبكات الضيوف، سجّل الدخول إلى الشبكة أولًا.',
  }),
  wrong_server: () => ({
    title: 'لهذا الخادم عنوان آخر',
    body: 'لم يُرسل إليه شيء.',
    nextStep: 'افتح Nod على العنوان الذي جاء منه رمزك.',
  }),
  permission_denied: (params) => ({
    title: 'إشعارات Nod متوقفة',
    body: `طُلب من ${thisDevice(params)} ألا يعرضها.`,
    nextStep: `${allowNotifications(params.here ?? 'phone', params.runsIn)}، ثم حاول مرة أخرى.`,
  }),
  permission_dismissed: () => ({
    title: 'لم تختر شيئًا',
    body: 'أُغلق السؤال قبل أن تجيب.',
    nextStep: 'حاول مرة أخرى واختر «السماح».',
  }),
  subscribe_timeout: () => ({
    title: 'لا يمكن إعداد الإشعارات هنا',
    body: 'لم تستجب الشبكة عندما طلب Nod الإشعارات.',
    nextStep: 'جرّب شبكة أخرى، أو تابع بدونها: تظهر الطلبات عندئذ ما دام Nod مفتوحًا.',
  }),
  subscribe_failed: () => ({
    title: 'لا يمكن إعداد الإشعارات هنا',
    body: 'رفض هذا المتصفح، أو تعذّر عليه الوصول إلى خدمة الإشعارات.',
    nextStep: 'تأكد من أن الإشعارات غير محظورة في إعدادات المتصفح، أو تابع بدونها.',
  }),
  endpoint_not_allowed: () => ({
    title: 'لا يمكن إعداد الإشعارات هنا',
    body: 'لا يرسل الخادم إلى الخدمة التي يستخدمها هذا المتصفح.',
    nextStep: 'أخبر من يدير الخادم، أو تابع بدون إشعارات.',
  }),
  pull_not_allowed: () => ({
    title: 'الإشعارات ضرورية هنا',
    body: 'لا يربط هذا الخادم إلا الأجهزة التي تصلها إشعارات.',
    nextStep: 'اسمح بالإشعارات، أو اربط جهازًا آخر.',
  }),
  activation_invalid: () => ({
    title: 'هذا إشعار تجريبي قديم',
    body: 'هناك إشعار أحدث في الطريق، أو تمت الإجابة عنه.',
    nextStep: 'أرسل الإشعار التجريبي من جديد.',
  }),
  device_pending: () => ({
    title: 'لم يكتمل الربط',
    body: 'لم تتم الإجابة عن الإشعار التجريبي بعد.',
    nextStep: 'أرسله من جديد، أو أعد الربط.',
  }),
  device_unvouched: (params) => ({
    title: `لم يُقبل ${thisDevice(params)} بعد`,
    body: 'لم يوافق عليه أي جهاز آخر من أجهزتك.',
    nextStep: 'افتح Nod على أحدها، واكتب هناك الأرقام الظاهرة هنا.',
  }),
  vouching_unavailable: (params) => ({
    title: 'لا يمكن سؤال أي من أجهزتك الأخرى',
    body: `لم تعد مستخدمة، أو لا تعرف بعدُ كيف تقبل ${thisDevice(params)}.`,
    nextStep: 'افتح Nod على أحدها ليُحدَّث، ثم أعد الطلب. أو احصل على رمز ممن يدير الخادم.',
  }),
  device_kept_out: (params) => ({
    title: `لم يُقبل ${thisDevice(params)}`,
    body: 'رفضه أحد أجهزتك الأخرى، أو لم يجب أحد في الوقت المحدد.',
    nextStep: 'إذا كنت لا تزال تريده في حسابك، فأزل الحساب هنا واربطه برمز جديد.',
  }),
  device_unknown: (params) => ({
    title: `${capital(thisDevice(params))} غير مرتبط`,
    body: 'لا يعرفه الخادم.',
    nextStep: 'أعد ربطه لتستخدمه.',
  }),
  device_suspended: (params) => ({
    title: `${capital(thisDevice(params))} موقوف مؤقتًا`,
    body: 'لا تصله طلبات، ولا تُحتسب إجاباته.',
    nextStep: 'انظر في «الحسابات» لتعرف السبب وما يمكنك فعله.',
  }),
  replaces_refused: () => ({
    title: 'فات وقت هذا الاختيار',
    body: 'يمكن ذلك مرة واحدة، في الساعة الأولى، ولجهاز من النوع نفسه.',
    nextStep: 'أزل الجهاز القديم من قائمة أجهزتك.',
  }),
  device_revoked: (params) => ({
    title: `أُزيل ${thisDevice(params)}`,
    body: 'لم يعد يجيب عن هذا الحساب.',
    nextStep: 'إذا كنت لا تزال تريده، فأعد ربطه.',
  }),
  /** A request's screen finds no account at all any more. */
  unpaired: (params) => ({
    title: `لم يعد ${thisDevice(params)} مرتبطًا`,
    body: 'ما حفظه Nod هنا لم يعد موجودًا: أزال أحدهم الحساب، أو حذفه المتصفح. لم تتم الموافقة على شيء هنا.',
    nextStep: 'أعد ربطه لتستخدمه.',
  }),
  account_unknown: (params) => ({
    title: 'الحساب غير موجود',
    body: `لم يعد على ${thisDevice(params)}.`,
    nextStep: 'أعد ربطه لتستخدمه.',
  }),
  key_missing: (params) => ({
    title: `يلزم ربط ${thisDevice(params)} من جديد`,
    body: 'حذف المتصفح ما حفظه Nod لهذا الحساب.',
    nextStep: 'أزل الحساب هنا، ثم أعد الربط.',
  }),
};
