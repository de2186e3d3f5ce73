import type { Here } from '../here.ts';
import type { totpWords as english } from '../totp-words.ts';

/** An app that shows six digits, for when no device of Nod is at hand. Apart from `words`: only its screen says this. */
export const totpWords: typeof english = {
  title: 'ستة أرقام من تطبيق آخر',
  lead: 'تطبيق يعرض رقمًا جديدًا كل نصف دقيقة، تسجّل به الدخول عندما لا يكون أي من أجهزتك معك، حيث يُقبل ذلك.',
  linkNote: 'إذا لم يكن معك أي من أجهزتك',

  none: {
    body: 'استخدم أي تطبيق من هذا النوع، والأفضل أن يكون على غير هذا الجهاز. من يحصل على ما يُعطى لذلك التطبيق يستطيع تسجيل الدخول باسمك هناك، لذلك يُعرض مرة واحدة.',
    begin: 'بدء الضبط',
    beginning: 'جارٍ الإنشاء…',
  },

  begun: {
    scan: 'امسح هذا بالتطبيق الآخر',
    qr: 'رمز يُمسح بالتطبيق الآخر',
    open: (here: Here) => (here === 'phone' ? 'فتحه في تطبيق على هذا الهاتف' : 'فتحه في تطبيق على هذا الكمبيوتر'),
    byHand: 'أو اكتب هذا فيه',
    byHandHint: 'حسب الوقت، ستة أرقام، كل 30 ثانية.',
    first: 'الأرقام الستة التي يعرضها الآن',
    firstHint: 'للتأكد من أنه يعمل.',
    wrong: 'هذه ليست ستة أرقام.',
    misfit: 'هذا الرقم لا يطابق. اكتب الرقم الذي يعرضه التطبيق الآن.',
    confirm: 'تشغيل',
    confirming: 'جارٍ التحقق…',
    until: (when: string) => `صالح حتى ${when}. بعد ذلك ابدأ من جديد.`,
  },

  on: {
    by: 'ضُبط على',
    someDevice: 'جهاز لم يعد موجودًا',
    since: 'منذ',
    counts: 'السريان',
    countsFrom: (when: string) => `من ${when}. أُبلغت أجهزتك الأقدم، ويمكنها إزالته حتى ذلك الحين`,
    always: 'الآن',
    endedTitle: 'لم يعد ساريًا',
    endedBody: 'الجهاز الذي ضُبط عليه موقوف مؤقتًا أو لم يعد موجودًا، فبطلت أرقامه معه.',
    again: 'ضبط تطبيق آخر',
    remove: 'إزالة',
    removing: 'جارٍ الإزالة…',
    askTitle: 'هل تريد إزالته؟',
    askBody: 'لن تستطيع تسجيل الدخول بأرقام ذلك التطبيق في أي مكان. احذف الحساب من ذلك التطبيق أيضًا.',
    askConfirm: 'إزالته',
  },
};
