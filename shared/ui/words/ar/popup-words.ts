import type { popupWords as english } from '../popup-words.ts';

/** Sentences that only the extension says; those both shells share are in shared/ui. */
export const popupWords: typeof english = {
  pairTitle: 'ربط هذا الكمبيوتر',
  pairBody: 'يُفتح الربط في علامة تبويب، لأنه يحتاج إلى إذن من المتصفح.',
  pairInTab: 'الربط في علامة تبويب',
  pairPageTitle: (host: string) => `هذه الصفحة تربط بـ ${host}`,
  pairPageBody: 'نقرة واحدة تأخذ رمزها. سترى لمن الحساب قبل أن يتم أي شيء.',
  pairPage: 'الربط من هذه الصفحة',

  startBody: 'افتح حسابك حيث تسجّل الدخول واختر إضافة جهاز. ستحصل هناك على رمز ورابط.',
  server: 'عنوان الخادم أو رابط الربط',
  serverHint: 'حيث يعمل Nod، مثل nod.example.org.',
  serverWrong: 'لا يمكن أن يكون هذا خادم Nod. يشبه عنوانه nod.example.org ويُفتح عبر https.',
  serverMissing: 'أدخل العنوان أولًا.',
  sitesNote: (sites: string) =>
    `سيسألك المتصفح هل تسمح لـ Nod بالاطلاع على ${sites}: فقط ليتأكد من أن صفحة تسجيل الدخول حقيقية وليست نسخة مزيفة.`,

  sites: 'المواقع المسموح لـ Nod بالاطلاع عليها',
  sitesNone: 'لا مواقع بعد. يسألك Nod عند الربط، أو عندما يحتاج إليه تسجيل دخول.',
  sitesRemove: 'سحب الإذن',
  sitesWhy: 'هناك فقط تكفي نقرة واحدة للموافقة على تسجيل الدخول، لأن Nod يرى أن الصفحة حقيقية.',
};
