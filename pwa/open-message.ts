/** From the worker to one page: a notification was tapped, show this address. */
export interface OpenMessage {
  readonly type: 'open';
  readonly hash: string;
}

export function isOpenMessage(data: unknown): data is OpenMessage {
  if (typeof data !== 'object' || data === null || !('type' in data) || !('hash' in data)) return false;
  return data.type === 'open' && typeof data.hash === 'string';
}
