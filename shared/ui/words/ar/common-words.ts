import type { commonWords as english } from '../common-words.ts';
import type { Here, RunsIn } from '../here.ts';

/** What every screen may say. Part of `words` (words.ts). */
export const commonWords: typeof english = {
  common: {
    back: 'رجوع',
    cancel: 'رجوع',
    done: 'تم',
    tryAgain: 'إعادة المحاولة',
  },
};

/** How notifications are allowed again, as the beginning of a sentence. */
export function allowNotifications(here: Here, runsIn: RunsIn | undefined): string {
  if (runsIn === 'extension') return 'اسمح بإشعارات هذا المتصفح في إعدادات النظام';
  if (runsIn === 'tab') return `${here === 'phone' ? 'المس' : 'انقر'} الأيقونة بجانب عنوان الصفحة واسمح بالإشعارات`;
  if (runsIn === 'app' && here === 'phone') return 'شغّلها من الإعدادات ← الإشعارات ← Nod';
  if (runsIn === 'app') return 'افتح القائمة في شريط عنوان Nod، واختر «معلومات التطبيق»، واسمح بالإشعارات';
  return 'اسمح بإشعارات Nod في الإعدادات';
}
