import * as v from 'valibot';
import { publicJwkSchema } from '../../../shared/protocol/keys.ts';
import { json } from '../answer.ts';
import { route } from '../route.ts';

/** Public, and the same for everybody: pages of other origins may read it too. */
const shareable = { 'cache-control': 'public, max-age=300', 'access-control-allow-origin': '*' };

export const documentRoutes = [
  route({
    door: 'operations',
    method: 'GET',
    path: '/.well-known/jwks.json',
    name: 'getJwks',
    summary: 'The keys that sign receipts, current first (RFC 7517)',
    access: { by: 'anyone' },
    answer: { status: 200, description: 'A JWK set', schema: v.object({ keys: v.array(publicJwkSchema) }) },
    handle: (_call, { keys }) => json({ keys: keys.publicJwks }, 200, shareable),
  }),
];
