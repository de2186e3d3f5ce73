import type { Self } from '../../shared/protocol/device-api.ts';

const words: Record<string, Self['pushHealth']> = { sent: 'ok', gone: 'gone', failed: 'failed' };

/** The wire's word for devices.push_health; a subscription that was never used is `unknown`. */
export function pushHealthWord(column: string): Self['pushHealth'] {
  return words[column] ?? 'unknown';
}
