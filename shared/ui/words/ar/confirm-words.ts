import type { confirmWords as english } from '../confirm-words.ts';
import type { Here } from '../here.ts';

const thisOne = (here: Here) => (here === 'phone' ? 'هذا الهاتف' : 'هذا الكمبيوتر');

/** Setting up that the person is confirmed before an approval. Not part of `words`: only screens that are fetched later have it. */
export const confirmWords: typeof english = {
  title: 'تأكيد هويتك',
  what: (here: Here) =>
    `تُطلب بصمة إصبعك أو وجهك أو رمز PIN قبل كل موافقة، حتى لا يوافق عنك ${here === 'phone' ? 'من يمسك هذا الهاتف' : 'من يجلس إلى هذا الكمبيوتر'}.`,
  isOn: 'يعمل',
  isOnFrom: (when: string) => `يعمل، ويسري من ${when}، حتى لا يضبطه أحد لمجرد أن يوافق على شيء.`,
  isOff: 'متوقف',
  turnOn: (username: string) => `تشغيله للحساب ${username}`,
  turnOff: (username: string) => `إيقافه للحساب ${username}`,
  busy: 'بانتظارك…',
  waits: (device: string) => `ضُبط على ${device}`,
  waitsNote: (when: string) => `يسري هناك من ${when}. إذا ضبطته أنت، فيمكنك تفعيله الآن.`,
  countNow: 'تفعيله الآن',
  countNowNamed: (device: string) => `تفعيله الآن على ${device}`,
  countTitle: (device: string) => `هل ضبطت هذا على ${device}؟`,
  countBody: 'بعدها يستطيع صاحب تلك البصمة أو الوجه أو رمز PIN أن يوافق عنك هناك. إذا لم تكن أنت، فأزل ذلك الجهاز.',
  countConfirm: 'نعم، أنا ضبطته',
  cannotTitle: (here: Here) => `لا يستطيع ${thisOne(here)} تأكيد هويتك`,
  cannotBody: 'لا يجد المتصفح بصمة ولا وجهًا ولا رمز PIN يطلبه. اضبط قفل الشاشة في إعدادات النظام، ثم افتح Nod من جديد.',
  offerTitle: 'طلب بصمتي أو وجهي قبل كل موافقة',
  offerBody: (here: Here) => `حتى لا يوافق عنك غيرك إذا وقع ${thisOne(here)} في يده.`,
  offerReasons: (here: Here) => [
    `يكفي ما تفتح به قفل ${thisOne(here)}: بصمة أو وجه أو رمز PIN`,
    `تبقى بصمتك وصورة وجهك على ${thisOne(here)}: لا يعرف Nod إلا أنك أنت`,
    'يسري فورًا إذا شغّلته الآن، وبعد يوم إذا شغّلته لاحقًا',
  ],
  offerTurnOn: 'تشغيل',
  offerSkip: 'ليس الآن',
  offerFailed: 'حاول مرة أخرى، أو اختر «ليس الآن»: تجده في الإعدادات أيضًا.',
};
