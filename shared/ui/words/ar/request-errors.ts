import { countedIn } from '../../../languages/counted.ts';
import type { Describe } from '../described.ts';
import type { requestErrors as english } from '../request-errors.ts';
import { refused, thisDevice } from './error-words.ts';

const counted = countedIn('ar-u-nu-latn');
const startAgain = 'إذا كنت أنت، فابدأ تسجيل الدخول من جديد.';

const wrongCode: Describe = ({ triesLeft }) => ({
  title: 'الرمز غير صحيح',
  body:
    triesLeft === undefined
      ? 'لم تتم الموافقة على شيء.'
      : counted(triesLeft, {
          zero: 'لم تبقَ لك أي محاولة.',
          one: 'بقيت لك محاولة واحدة.',
          two: 'بقيت لك محاولتان.',
          few: 'بقيت لك # محاولات.',
          many: 'بقيت لك # محاولة.',
          other: 'بقيت لك # محاولة.',
        }),
  nextStep: 'انظر إلى الشاشة الأخرى واكتب رمزها من جديد.',
});

const ANSWERED: Readonly<Record<string, string>> = {
  approved: 'تمت الموافقة',
  denied: 'تم الرفض',
  reported: 'تم الإبلاغ',
};

const alreadyFinal: Describe = (params) => {
  const { state, decidedBy } = params;
  if (state === 'expired') return expired(params);
  const verb = state === undefined ? undefined : ANSWERED[state];
  const where = decidedBy === undefined ? '' : ` من ${decidedBy}`;
  return {
    title: verb === undefined ? 'هذا الطلب مغلق' : `${verb}${where}`,
    body: 'سبقت الإجابة عنه، فلم تُحتسب إجابتك.',
    nextStep: 'إذا لم تكن تلك إجابتك، فراجع أجهزتك وأزل ما لا تعرفه منها.',
  };
};

const expired: Describe = () => ({
  title: 'فات وقت هذا الطلب',
  body: 'انتهى وقت الطلب قبل وصول إجابتك. لم تتم الموافقة على شيء.',
  nextStep: startAgain,
});

/** What keeps an answer from being counted, and a person from being confirmed. One row per code. */
export const requestErrors: typeof english = {
  code_wrong: wrongCode,
  wrong_code: wrongCode,
  code_malformed: () => ({
    title: 'الرمز غير مكتمل',
    body: 'تنقصه بعض الأرقام.',
    nextStep: 'اكتب كل الأرقام الظاهرة على الشاشة الأخرى.',
  }),
  challenge_expired: expired,
  challenge_already_final: alreadyFinal,
  challenge_final: alreadyFinal,
  attachment_changed: () => ({
    title: 'لا يمكن الوثوق بالمرفق',
    body: 'المرفق ليس ما وقّعه الخادم، لذلك لا يعرضه Nod، ولا يمكن الموافقة على شيء.',
    nextStep: 'اختر «رفض»، وأخبر من طلب منك ذلك.',
  }),
  attachment_unknown: () => ({
    title: 'لم يعد المرفق موجودًا',
    body: 'لم يعد لدى الخادم، لذلك لا يمكن الموافقة على شيء.',
    nextStep: 'اختر «رفض»، أو اطلب إرسال الطلب من جديد.',
  }),
  attachments_unseen: () => ({
    title: 'اطّلع على المرفقات أولًا',
    body: 'لم تتم الموافقة على شيء.',
    nextStep: 'اطّلع عليها كلها، ثم اختر.',
  }),
  challenge_unknown: (params) => ({
    title: 'لم يعد هذا الطلب موجودًا',
    body: `انتهى، أو ليس موجهًا إلى ${thisDevice(params)}. لم تتم الموافقة على شيء هنا.`,
    nextStep: startAgain,
  }),
  code_unknown: () => ({
    title: 'لا طلب ينتظر بهذا الرمز',
    body: 'لا يعرض أي تسجيل دخول باسمك هذه الأرقام الآن.',
    nextStep: 'انظر إلى الشاشة الأخرى مرة أخرى. بعد ثلاثة رموز خاطئة عليك الانتظار.',
  }),
  code_ambiguous: () => ({
    title: 'هذا الرمز ظاهر في طلبين',
    body: 'لذلك لا يعرف Nod أيهما طلبك.',
    nextStep: 'ابدأ تسجيل الدخول من جديد. سيظهر رمز آخر.',
  }),
  decision_invalid: refused,
  approval_unsupported: (params) => ({
    title: `لا تمكن الموافقة من ${thisDevice(params)}`,
    body: 'يحتاج الطلب إلى تحقق لا يستطيعه Nod هنا.',
    nextStep: 'إذا بدأته أنت، فوافق عليه من جهاز آخر. وإلا فاختر «رفض».',
  }),
  approval_needs_app: () => ({
    title: 'يحتاج هذا إلى الرمز',
    body: 'لا تمكن الموافقة عليه من الإشعار.',
    nextStep: 'افتح Nod واكتب الرمز الظاهر على الشاشة الأخرى.',
  }),
  login_not_here: ({ here = 'phone' }) => ({
    title: 'لم يبدأ في هذا المتصفح',
    body: `لا تعرضه أي علامة تبويب في متصفح ${thisDevice({ here })}، فلا تمكن الموافقة عليه هنا.`,
    nextStep: 'إذا بدأته في مكان آخر، فأجب هناك. وإذا لم تبدأه أنت، فاختر «رفض».',
  }),
  login_hidden: () => ({
    title: 'غير مسموح لـ Nod بالاطلاع على ذلك الموقع',
    body: 'عليه أن يتأكد من أنك في الموقع الحقيقي، والمتصفح يمنعه.',
    nextStep: 'افتح Nod واختر «السماح»، ثم وافق من جديد.',
  }),
  confirmation_missing: () => ({
    title: 'لم يتم تأكيد هويتك',
    body: 'يحتاج هذا إلى بصمتك أو وجهك أو رمز PIN مع الإجابة نفسها.',
    nextStep: 'وافق عليه من جديد وأكّد هويتك.',
  }),
  confirmation_canceled: () => ({
    title: 'لم يتم تأكيد هويتك',
    body: 'لم يُرسل شيء: أُغلق طلب البصمة أو الوجه أو رمز PIN، أو لم يتعرف عليك الجهاز.',
    nextStep: 'حاول مرة أخرى. إذا لم يعد ذلك يُطلب، فأزل الحساب هنا واربطه من جديد.',
  }),
  confirmation_unsupported: ({ here = 'phone', runsIn }) => ({
    title: `لا يستطيع ${thisDevice({ here })} تأكيد هويتك`,
    body: 'ليس فيه قارئ بصمة ولا كاميرا ولا رمز PIN يطلبه المتصفح.',
    nextStep:
      runsIn === 'extension'
        ? 'اضبط رمز PIN أو بصمة في النظام، أو وصّل أداة أمان USB، ثم حاول مرة أخرى.'
        : 'اضبط قفل الشاشة برمز PIN أو بصمة أو وجه في إعدادات النظام، ثم حاول مرة أخرى.',
  }),
  offline_key_exists: (params) => ({
    title: `لا يستطيع ${thisDevice(params)} إظهار الأرقام`,
    body: 'يعرف الخادم طريقة أخرى يُظهرها بها، ولا يمكن استبدالها.',
    nextStep: 'أزل الحساب هنا واربطه من جديد.',
  }),
  verifier_exists: (params) => ({
    title: 'هذا يعمل بالفعل',
    body: `يؤكد ${thisDevice(params)} هوية شخص بالفعل، ولا يمكن أن يحل غيره محله.`,
    nextStep: 'أوقفه أولًا. إذا لم تعد تستطيع تأكيد هويتك، فأزل الحساب هنا واربطه من جديد.',
  }),
  verifier_too_new: (params) => ({
    title: 'هذا لا يسري على هذا الطلب',
    body: `ضُبط تأكيد الهوية على ${thisDevice(params)} بعد وصول الطلب، أو قبله بأقل من يوم. لم تتم الموافقة على شيء.`,
    nextStep: 'إذا بدأته أنت، فوافق عليه من جهاز آخر. وإلا فاختر «رفض».',
  }),
  device_too_young: (params) => ({
    title: `${thisDevice(params)} جديد، ولا يستطيع ذلك بعد`,
    body: 'طوال ثلاثة أيام من إضافته، لا يستطيع التصرف في الأجهزة التي سبقته ولا التحدث باسمها.',
    nextStep: 'استخدم جهازًا أقدم من أجهزتك، أو انتظر.',
  }),
  verifier_invalid: (params) => ({
    title: 'لم يقبل الخادم هذا',
    body: `ما قدّمه ${thisDevice(params)} لا يصلح لتأكيد هويتك.`,
    nextStep: 'حاول مرة أخرى، واختر طريقة أخرى إذا عرض المتصفح أكثر من طريقة.',
  }),
};
