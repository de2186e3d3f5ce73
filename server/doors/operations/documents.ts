import * as v from 'valibot';
import { publicJwkSchema } from '../../../shared/protocol/keys.ts';
import { json, text } from '../answer.ts';
import { openApiDocument } from '../openapi.ts';
import { type Route, route } from '../route.ts';

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

/**
 * The route of the OpenAPI document, which describes these routes and itself.
 * @param version of the server
 */
export function openApiRoute(routes: readonly Route[], version: string): Route {
  let document: string | undefined;
  const row: Route = route({
    door: 'operations',
    method: 'GET',
    path: '/openapi.json',
    name: 'getOpenApi',
    summary: 'This document',
    access: { by: 'anyone' },
    answer: { status: 200, description: 'OpenAPI 3.1', contentType: 'application/json' },
    handle(_call, { origin }) {
      document ??= JSON.stringify(openApiDocument([...routes, row], { origin, version }));
      return text(document, 'application/json', { 'cache-control': 'no-cache', 'access-control-allow-origin': '*' });
    },
  });
  return row;
}
