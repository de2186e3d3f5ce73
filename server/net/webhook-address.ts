import { isIP } from 'node:net';
import { isPublicAddress } from './public-address.ts';

/**
 * Whether a webhook may be called at this URL: https, no credentials in it, no private address. With `privateAllowed`
 * (the operator's setting, or the demo) private addresses pass, and so does http to this machine.
 *
 * This judges only the URL itself. Names are judged where they are resolved, at the connection (guarded-fetch.ts).
 */
export function isAllowedWebhookUrl(text: string, { privateAllowed }: { privateAllowed: boolean }): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return false;
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  const local = host === 'localhost' || host.endsWith('.localhost') || host === '127.0.0.1' || host === '::1';
  if (url.protocol !== 'https:' && !(privateAllowed && url.protocol === 'http:' && local)) return false;
  return privateAllowed || !(local || (isIP(host) !== 0 && !isPublicAddress(host)));
}
