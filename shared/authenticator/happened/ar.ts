import { countedIn } from '../../languages/counted.ts';
import type { HappenedWords } from './en.ts';

const counted = countedIn('ar-u-nu-latn');

/** What may count in place of a device's answer. */
const ways: Readonly<Record<string, string>> = {
  offline: 'بأرقام من هاتف بلا شبكة',
  totp: 'بأرقام من تطبيق آخر',
  email: 'برمز من رسالة بريد',
  bypass: 'برمز لمرة واحدة',
};
const byWay = (way: string) => ways[way] ?? 'بلا جهاز';

/**
 * What happened to an account: on a notification, and in the app under "What happened". It may be read on a locked screen (N7): a
 * device, an application, an address and its place; never the e-mail address, never anything that opens anything. A name comes in its
 * quotation marks (`quoted`), or is null where it isn't known.
 */
export const happenedWords: HappenedWords = {
  quoted: (name: string) => `«${name}»`,
  /** Facts in a row, such as an address and a place. */
  facts: (facts: readonly string[]) => facts.join('، '),

  /** What happened to an account, without a full stop. */
  sentences: {
    'device.added': (device: string | null) => `أُضيف ${device ?? 'جهاز'} إلى حسابك`,
    'device.refused': (device: string | null) => `لم يُقبل ${device ?? 'جهاز'} في حسابك`,
    'device.waits': (device: string | null) => `سيُقبل ${device ?? 'جهاز'} بلا موافقتك، ما لم ترفضه`,
    'device.suspended': (device: string | null) => `أُوقف ${device ?? 'جهاز'} مؤقتًا`,
    /** Paused, and removed a day later. */
    'device.suspended_removal': (device: string | null) => `أُوقف ${device ?? 'جهاز'} مؤقتًا، ويُزال بعد يوم`,
    'device.resumed': (device: string | null) => `عاد ${device ?? 'جهاز'} يجيب عنك`,
    'device.removed': (device: string | null) => `أُزيل ${device ?? 'جهاز'}`,
    'device.moved': (device: string | null) => `انتقل حسابك إلى ${device ?? 'جهاز آخر'}`,
    'device.objected': (device: string | null) => `قال أحدهم على ${device ?? 'جهاز'} إنه جهازك`,
    'device.renamed': (from: string | null, to: string | null) => `صار اسم ${from ?? 'جهاز'} الآن ${to ?? 'اسمًا آخر'}`,
    'device.idle': (device: string | null) =>
      `افتح Nod على ${device ?? 'أحد أجهزتك'} وإلا أُوقف مؤقتًا: لم يُستخدم منذ وقت طويل`,
    'offline.added': (device: string | null) => `صار ${device ?? 'جهاز'} يسجّل دخولك بلا شبكة، بالأرقام`,
    'verifier.added': (device: string | null) => `صار ${device ?? 'جهاز'} يطلب البصمة أو الوجه أو رمز PIN`,
    'verifier.removed': (device: string | null) => `لم يعد ${device ?? 'جهاز'} يطلب البصمة أو الوجه أو رمز PIN`,
    'email.changed': 'تغيّر عنوان البريد الإلكتروني لحسابك',
    /** @param way offline, totp, email, bypass, or one that this version doesn't know */
    'fallback.used': (application: string | null, way: string) =>
      `سجّل أحدهم الدخول باسمك إلى ${application ?? 'أحد التطبيقات'} ${byWay(way)}`,
    'fallback.closed': (way: string) => `أُغلق تسجيل الدخول ${byWay(way)} بعد رموز خاطئة`,
    'totp.added': 'صار تطبيق آخر يسجّل دخولك بستة أرقام',
    'totp.removed': 'لم يعد التطبيق الآخر يسجّل دخولك بستة أرقام',
    'bypass.made': (application: string | null) =>
      `أُنشئ رمز لمرة واحدة ${application === null ? 'لصفحة حسابك' : `لـ ${application}`}`,
    /** How many are left, where that is known. */
    'recovery.used': (left: number | null) =>
      left === null
        ? 'استُخدم أحد رموز الاسترداد'
        : `استُخدم أحد رموز الاسترداد؛ ${counted(left, {
            zero: 'لم يبقَ أي رمز',
            one: 'بقي رمز واحد',
            two: 'بقي رمزان',
            few: 'بقيت # رموز',
            many: 'بقي # رمزًا',
            other: 'بقي # رمز',
          })}`,
    'recovery.codes_made': 'أُنشئت رموز استرداد جديدة، وبطلت الرموز السابقة',
    /** There were none before. */
    'recovery.codes_made_first': 'أُنشئت رموز استرداد',
    'account.session_opened': 'فتح أحدهم صفحة حسابك برمز استرداد',
    'account.session_opened_bypass': 'فتح أحدهم صفحة حسابك برمز لمرة واحدة',
    'login.failed': (application: string | null) =>
      `انتهت محاولة تسجيل دخول${application === null ? '' : ` إلى ${application}`} برموز خاطئة`,
    'application.quarantined': (application: string | null) =>
      `لا يستطيع ${application ?? 'أحد التطبيقات'} تنبيهك حاليًا`,
    'approval.disowned': (application: string | null) =>
      `أُبلغ ${application ?? 'أحد التطبيقات'} بأنك لم تكن من سجّل الدخول باسمك`,
    'report.taken_back': (application: string | null) =>
      `يستطيع ${application ?? 'أحد التطبيقات'} تنبيهك من جديد: سُحب البلاغ`,
    'enrollment.refused': 'حاول أحدهم إضافة جهاز، ورُفض ذلك',
    'user.locked': 'قُفل حسابك',
    'user.unlocked': 'فُتح قفل حسابك',
    /** What this version doesn't know. */
    other: 'تغيّر شيء في حسابك',
  },
  /** Who did it, as one of several facts. */
  by: {
    application: (name: string | null) => `عبر ${name ?? 'أحد التطبيقات'}`,
    device: (name: string | null) => `على ${name ?? 'جهاز آخر'}`,
    thisDevice: 'على هذا الجهاز',
    operator: 'فعله من يدير الخادم',
    email: 'من الرابط في رسالة بريد',
    recovery: 'برمز استرداد',
  },
  /** An address and its place. */
  from: (facts: string) => `من ${facts}`,
  body: (username: string, facts: string | null) =>
    `الحساب ${username}${facts === null ? '' : `، ${facts}`}. المس هنا إذا لم تكن أنت.`,
};
