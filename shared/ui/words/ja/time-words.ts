import { countedIn } from '../../../languages/counted.ts';
import type { timeWords as english } from '../time-words.ts';

const counted = countedIn('ja');
const hours = (count: number) => counted(count, { other: '#時間' });

/** Times as a person says them: how they are put together is in relative-time.ts. */
export const timeWords: typeof english = {
  /** For dates and times by Intl; no sentence. */
  locale: 'ja',
  /** In the middle of a sentence. */
  justNow: 'たった今',
  minutesAgo: (count: number) => counted(count, { other: '#分前' }),
  hoursAgo: (count: number) => counted(count, { other: '#時間前' }),
  yesterday: '昨日',
  /** Over a list. */
  todayHeading: '今日',
  yesterdayHeading: '昨日',
  today: '今日',
  tomorrow: '明日',
  dayAt: (day: string, time: string) => `${day} ${time}`,
  hours,
  days: (count: number) => counted(count, { other: '#日' }),
  daysAndHours: (days: string, rest: string) => `${days}と${rest}`,
  noTimeLeft: '時間切れ',
  secondsLeft: (count: number) => counted(count, { other: '残り#秒' }),
  minutesLeft: (count: number) => counted(count, { other: '残り#分' }),
};
