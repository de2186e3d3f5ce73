/** The parts of a push event, as the browsers there are give them. */
export interface PushEventParts {
  readonly data: { text(): string } | null;
  /** Safari 18.4 and later: the notification that a declarative message proposes, in place of its text. */
  readonly notification?: { readonly data?: unknown } | null;
}

/**
 * The plaintext of a push. Safari takes a declarative message apart before the worker sees it: `data` is null then, and
 * the signed message is what the proposed notification carries. It is put back into the shape it had.
 */
export function pushText(event: PushEventParts): string | null {
  if (event.data) return event.data.text();
  const carried = event.notification?.data;
  if (typeof carried !== 'object' || carried === null) return null;
  return JSON.stringify({ web_push: 8030, notification: { data: carried } });
}
