import type { IncomingHttpHeaders } from 'node:http';
import type { PushMessage } from './mailbox.ts';
import type { VapidClaims } from './vapid.ts';

/** One POST to a push endpoint, as the service saw and answered it. */
export interface PushRequest {
  readonly token: string;
  readonly receivedAtMs: number;
  readonly headers: IncomingHttpHeaders;
  readonly sizeBytes: number;
  /** What was answered; 0 when the connection was reset. */
  status: number;
  /** Why it was answered so, in words; empty when the push was accepted. */
  reason: string;
  /** The application server's claims, once its signature was found good. */
  vapid: VapidClaims | undefined;
  /** The message that came of it; its `delivery` tells how far it got. */
  message: PushMessage | undefined;
}
