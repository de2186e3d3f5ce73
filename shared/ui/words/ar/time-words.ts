import { countedIn } from '../../../languages/counted.ts';
import type { timeWords as english } from '../time-words.ts';

const counted = countedIn('ar-u-nu-latn');
/** After a preposition or a noun: "بعد ساعتين". */
const hours = (count: number) =>
  counted(count, { one: 'ساعة واحدة', two: 'ساعتين', few: '# ساعات', many: '# ساعة', other: '# ساعة' });
const minutes = (count: number) =>
  counted(count, { one: 'دقيقة', two: 'دقيقتين', few: '# دقائق', many: '# دقيقة', other: '# دقيقة' });

/** Times as a person says them: how they are put together is in relative-time.ts. */
export const timeWords: typeof english = {
  /** For dates and times by Intl; no sentence. */
  locale: 'ar-u-nu-latn',
  /** In the middle of a sentence. */
  justNow: 'قبل لحظات',
  minutesAgo: (count: number) => `قبل ${minutes(count)}`,
  hoursAgo: (count: number) =>
    `قبل ${counted(count, { one: 'ساعة', two: 'ساعتين', few: '# ساعات', many: '# ساعة', other: '# ساعة' })}`,
  yesterday: 'أمس',
  /** Over a list. */
  todayHeading: 'اليوم',
  yesterdayHeading: 'أمس',
  today: 'اليوم',
  tomorrow: 'يوم غد',
  dayAt: (day: string, time: string) => `${day} الساعة ${time}`,
  hours,
  days: (count: number) =>
    counted(count, { one: 'يوم واحد', two: 'يومين', few: '# أيام', many: '# يومًا', other: '# يوم' }),
  daysAndHours: (days: string, rest: string) => `${days} و${rest}`,
  noTimeLeft: 'انتهى الوقت',
  secondsLeft: (count: number) =>
    counted(count, {
      zero: 'انتهى الوقت',
      one: 'بقيت ثانية واحدة',
      two: 'بقيت ثانيتان',
      few: 'بقيت # ثوانٍ',
      many: 'بقيت # ثانية',
      other: 'بقيت # ثانية',
    }),
  minutesLeft: (count: number) =>
    counted(count, {
      zero: 'بقي أقل من دقيقة',
      one: 'بقيت دقيقة واحدة',
      two: 'بقيت دقيقتان',
      few: 'بقيت # دقائق',
      many: 'بقيت # دقيقة',
      other: 'بقيت # دقيقة',
    }),
};
