import type { Choice, Ending } from './inbox-item.ts';

/** What became of an answer. Each kind has its own screen. */
export type Outcome =
  /** This device's answer counted. */
  | { readonly kind: 'approved' | 'denied' | 'reported' }
  /** Reported by itself: a page of this origin showed the login, and it is not the application's. */
  | { readonly kind: 'phishing'; readonly origin: string }
  | {
      readonly kind: 'elsewhere';
      readonly state: 'approved' | 'denied' | 'reported';
      readonly decidedBy: string | null;
    }
  | { readonly kind: 'expired' | 'canceled' | 'failed' }
  | { readonly kind: 'wrong_code'; readonly triesLeft: number | null }
  /** Signed and kept; sent when the server can be reached again, until `expiresAtMs` (server's clock). */
  | { readonly kind: 'kept'; readonly why: 'offline' | 'server_unreachable'; readonly expiresAtMs: number }
  /** Another page or the worker is sending an answer to this request at the moment. */
  | { readonly kind: 'in_progress'; readonly choice: Choice };

export function outcomeOf({ state, here, decidedBy, foreignOrigin }: Ending): Outcome {
  if (state === 'expired' || state === 'canceled' || state === 'failed') return { kind: state };
  if (here && foreignOrigin !== undefined) return { kind: 'phishing', origin: foreignOrigin };
  return here ? { kind: state } : { kind: 'elsewhere', state, decidedBy };
}
