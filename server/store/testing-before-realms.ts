import * as v from 'valibot';
import type { Store } from './store.ts';
import { type OlderServer, olderServer, privateJwkSchema } from './testing-older-server.ts';

/** The database and the keys of the release before realms (fixtures/before-realms/README.md). */
const text = v.string();
const applicationSchema = v.object({ id: text, apiKey: text });
const knownSchema = v.object({
  origin: text,
  madeAtMs: v.number(),
  applications: v.object({ Bank: applicationSchema, Forum: applicationSchema }),
  devices: v.array(v.object({ id: text, username: text, name: text, jwk: privateJwkSchema })),
  challenges: v.object({ approved: text, denied: text, elsewhere: text }),
  receipt: text,
});

export function serverBeforeRealms(neighbour: Store): Promise<OlderServer<v.InferOutput<typeof knownSchema>>> {
  return olderServer(neighbour, 'before-realms', knownSchema);
}
