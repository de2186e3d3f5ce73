import type { accountWords as english } from '../account-words.ts';
import type { Here } from '../here.ts';

/** One account's own screen. Apart from `words`, since only screens that are opened now and then say this. */
export const accountWords: typeof english = {
  title: 'الحساب',
  /** The row that leads to it, where its name is the title. */
  note: 'الأجهزة ورموز الاسترداد وما حدث',
  atHand: (here: Here) => (here === 'phone' ? 'إذا لم يكن هاتفك معك' : 'إذا لم يكن معك أي من أجهزتك'),
  codesNone: 'لا توجد رموز بعد',
  totp: {
    none: 'لم يُضبط بعد',
    by: (device: string) => `ضُبط على ${device}`,
    bySome: 'مضبوط',
    countsFrom: (when: string) => `يسري من ${when}`,
    ended: 'لم يعد ساريًا',
  },
  email: {
    title: 'عنوان بريدك للتنبيهات',
    none: 'لا يوجد، ولا يراسل Nod أحدًا',
    countsFrom: (address: string, when: string) => `${address}، من ${when}`,
    unavailable: 'هذا الخادم لا يرسل بريدًا إلكترونيًا.',
  },
  more: 'ما حدث ومن يُبلَّغ به',
  nothingHappened: 'لا شيء بعد',
  nothingAsked: 'لا طلبات بعد',
};
