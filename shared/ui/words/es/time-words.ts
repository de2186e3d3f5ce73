import { countedIn } from '../../../languages/counted.ts';
import type { timeWords as english } from '../time-words.ts';

const counted = countedIn('es');
const hours = (count: number) => counted(count, { one: '# hour', other: '# hours' });

/** Times as a person says them: how they are put together is in relative-time.ts. */
export const timeWords: typeof english = {
  /** For dates and times by Intl; no sentence. */
  locale: 'es',
  /** In the middle of a sentence. */
  justNow: 'just now',
  minutesAgo: (count: number) => `${count} min ago`,
  hoursAgo: (count: number) => `${count} h ago`,
  yesterday: 'yesterday',
  /** Over a list. */
  todayHeading: 'Today',
  yesterdayHeading: 'Yesterday',
  today: 'today',
  tomorrow: 'tomorrow',
  dayAt: (day: string, time: string) => `${day} at ${time}`,
  hours,
  days: (count: number) => counted(count, { one: '# day', other: '# days' }),
  daysAndHours: (days: string, rest: string) => `${days} and ${rest}`,
  noTimeLeft: 'no time left',
  secondsLeft: (count: number) => counted(count, { one: '# second left', other: '# seconds left' }),
  minutesLeft: (count: number) => `${count} min left`,
};
