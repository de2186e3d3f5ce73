import { notificationWords as english, type NotificationWords } from './en.ts';

/** The sentences in the language of this device, for whoever shows a notification: read when one is made, never kept. */
export let say: NotificationWords = english;

/** For a worker, each time it wakes, since the person may have chosen another one. A page's come as those of its screens do. */
export function sayIn(words: NotificationWords): void {
  say = words;
}
