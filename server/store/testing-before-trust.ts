import * as v from 'valibot';
import type { Store } from './store.ts';
import { type OlderServer, olderServer, privateJwkSchema } from './testing-older-server.ts';

/** The database and the keys of the release before trusted registration (fixtures/before-trust/README.md). */
const text = v.string();
const applicationSchema = v.object({ id: text, apiKey: text });
const deviceSchema = v.object({ id: text, username: text, name: text, jwk: privateJwkSchema });
const ticketSchema = v.object({ code: text, url: text });
const knownSchema = v.object({
  madeAtMs: v.number(),
  applications: v.object({
    Bank: applicationSchema,
    Shop: applicationSchema,
    Forum: applicationSchema,
    Lonely: applicationSchema,
  }),
  /** Alice's phone, extension and removed phone; bob's; dave's, which isn't activated. */
  devices: v.object({
    phone: deviceSchema,
    laptop: deviceSchema,
    removed: deviceSchema,
    suspended: deviceSchema,
    waiting: deviceSchema,
  }),
  /** Of the extension. */
  verifier: v.object({ credentialId: text, jwk: privateJwkSchema }),
  challenges: v.object({
    approved: text,
    denied: text,
    verified: text,
    pending: v.object({ id: text, code: text }),
  }),
  /** Alice's, for another device; carol's and erin's, for their first. */
  tickets: v.object({ second: ticketSchema, first: ticketSchema, lonely: ticketSchema }),
  receipt: text,
});

export function serverBeforeTrust(neighbour: Store): Promise<OlderServer<v.InferOutput<typeof knownSchema>>> {
  return olderServer(neighbour, 'before-trust', knownSchema);
}
