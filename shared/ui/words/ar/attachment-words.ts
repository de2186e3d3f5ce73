import { countedIn } from '../../../languages/counted.ts';
import type { attachmentWords as english } from '../attachment-words.ts';

const counted = countedIn('ar-u-nu-latn');
const entries = (count: number) =>
  counted(count, { one: 'عنصر واحد', two: 'عنصران', few: '# عناصر', many: '# عنصرًا', other: '# عنصر' });

/** What is attached to a request, and why a person says no. Apart from `words`, since few requests need it. */
export const attachmentWords: typeof english = {
  title: (count: number) => (count === 1 ? 'مرفق: اقرأه أولًا' : 'مرفقات: اقرأها أولًا'),
  loading: 'جارٍ جلب المرفقات…',
  lines: (count: number) =>
    counted(count, { one: 'سطر واحد', two: 'سطران', few: '# أسطر', many: '# سطرًا', other: '# سطر' }),
  plain: 'نص',
  diff: 'تغييرات',
  markdown: 'Markdown كما كُتب',
  json: 'JSON',
  added: 'أُضيف:',
  removed: 'أُزيل:',
  hidden: (count: number) =>
    counted(count, {
      one: 'فيه محرف لا يُرى. يُعرض برقمه، مثل U+202E.',
      two: 'فيه محرفان لا يُريان. يُعرضان برقميهما، مثل U+202E.',
      few: 'فيه # محارف لا تُرى. تُعرض بأرقامها، مثل U+202E.',
      many: 'فيه # محرفًا لا يُرى. تُعرض بأرقامها، مثل U+202E.',
      other: 'فيه # محرف لا يُرى. تُعرض بأرقامها، مثل U+202E.',
    }),
  asText: 'عرضه نصًا',
  folded: 'عرضه مطويًا',
  entries,
  more: (count: number, all: number) => `عرض المزيد: ${count} من أصل ${entries(all)}`,
  goesOn: 'للنص بقية: مرّر إلى الأسفل، أو اعرض المزيد.',
  showMore: 'عرض المزيد',
  end: (name: string) => `نهاية ${name}`,
  readAll: 'يعمل زر «موافقة» بعد أن تمرّر كل مرفق حتى نهايته.',
  read: 'قُرئ حتى النهاية',
  reason: {
    title: 'رفض مع ذكر السبب',
    lead: (application: string) => `قد يصل إلى ${application} بنصه كما هو.`,
    notAsked: 'لم أطلب هذا',
    wrong: 'فيه شيء خاطئ',
    notNow: 'ليس الآن: اسألني لاحقًا',
    own: 'بكلماتك',
    hint: (most: number) => `${most} حرف على الأكثر.`,
    deny: 'رفض لهذا السبب',
    refused: 'حروف وعلامات عادية فقط، في سطر واحد.',
  },
};
