import { countedIn } from '../../../languages/counted.ts';
import type { timeWords as english } from '../time-words.ts';

const counted = countedIn('fr');
const hours = (count: number) => counted(count, { one: '# heure', other: '# heures' });

/**
 * A moment as a sentence takes it: a date gets its article and its hour an "à", so that it can follow "dès" or "avant", which
 * bend nothing: "samedi 28 nov. à 20:34", "le 1er déc. à 14:05"; "demain à 14:05" and "il y a 1 h" stay as they are.
 */
export function dated(when: string): string {
  const ordinal = when.replace(/^(\p{L}+ )?1 (?=\p{L})/u, '$11er ').replace(/, (?=\d\d:\d\d$)/, ' à ');
  return /^\d/.test(when) ? `le ${ordinal}` : ordinal;
}

/** Times as a person says them: how they are put together is in relative-time.ts. */
export const timeWords: typeof english = {
  /** For dates and times by Intl; no sentence. */
  locale: 'fr',
  /** In the middle of a sentence. */
  justNow: 'à l’instant',
  minutesAgo: (count: number) => `il y a ${count} min`,
  hoursAgo: (count: number) => `il y a ${count} h`,
  yesterday: 'hier',
  /** Over a list. */
  todayHeading: 'Aujourd’hui',
  yesterdayHeading: 'Hier',
  today: 'aujourd’hui',
  tomorrow: 'demain',
  dayAt: (day: string, time: string) => `${day} à ${time}`,
  hours,
  days: (count: number) => counted(count, { one: '# jour', other: '# jours' }),
  daysAndHours: (days: string, rest: string) => `${days} et ${rest}`,
  noTimeLeft: 'temps écoulé',
  secondsLeft: (count: number) => counted(count, { one: '# seconde restante', other: '# secondes restantes' }),
  minutesLeft: (count: number) => `${count} min restantes`,
};
