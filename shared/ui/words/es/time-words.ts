import { countedIn } from '../../../languages/counted.ts';
import type { timeWords as english } from '../time-words.ts';

const counted = countedIn('es');
const hours = (count: number) => counted(count, { one: '# hora', other: '# horas' });

/** Times as a person says them: how they are put together is in relative-time.ts. */
export const timeWords: typeof english = {
  /** For dates and times by Intl; no sentence. */
  locale: 'es',
  /** In the middle of a sentence. */
  justNow: 'ahora mismo',
  minutesAgo: (count: number) => `hace ${count} min`,
  hoursAgo: (count: number) => `hace ${count} h`,
  yesterday: 'ayer',
  /** Over a list. */
  todayHeading: 'Hoy',
  yesterdayHeading: 'Ayer',
  today: 'hoy',
  tomorrow: 'mañana',
  /** A date has its article, "hoy" has none; one o'clock is singular. */
  dayAt: (day: string, time: string) =>
    `${/^\d/.test(day) ? `el ${day}` : day} ${/^0?1:/.test(time) ? 'a la' : 'a las'} ${time}`,
  hours,
  days: (count: number) => counted(count, { one: '# día', other: '# días' }),
  daysAndHours: (days: string, rest: string) => `${days} y ${rest}`,
  noTimeLeft: 'sin tiempo restante',
  secondsLeft: (count: number) => counted(count, { one: '# segundo restante', other: '# segundos restantes' }),
  minutesLeft: (count: number) => counted(count, { one: '# min restante', other: '# min restantes' }),
};
