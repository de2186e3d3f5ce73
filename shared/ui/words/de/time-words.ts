import { countedIn } from '../../../languages/counted.ts';
import type { timeWords as english } from '../time-words.ts';

const counted = countedIn('de');
const hours = (count: number) => counted(count, { one: '# Stunde', other: '# Stunden' });

/** Times as a person says them: how they are put together is in relative-time.ts. */
export const timeWords: typeof english = {
  /** For dates and times by Intl; no sentence. */
  locale: 'de',
  /** In the middle of a sentence. */
  justNow: 'gerade eben',
  minutesAgo: (count: number) => `vor ${count} Min.`,
  hoursAgo: (count: number) => `vor ${count} Std.`,
  yesterday: 'gestern',
  /** Over a list. */
  todayHeading: 'Heute',
  yesterdayHeading: 'Gestern',
  today: 'heute',
  tomorrow: 'morgen',
  dayAt: (day: string, time: string) => `${day} um ${time} Uhr`,
  hours,
  days: (count: number) => counted(count, { one: '# Tag', other: '# Tage' }),
  daysAndHours: (days: string, rest: string) => `${days} und ${rest}`,
  noTimeLeft: 'Zeit abgelaufen',
  secondsLeft: (count: number) => counted(count, { one: '# Sekunde übrig', other: '# Sekunden übrig' }),
  minutesLeft: (count: number) => counted(count, { one: '# Minute übrig', other: '# Minuten übrig' }),
};
