import { type JsonSchema, toJsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';
import { problemSchema } from '../../shared/protocol/device-api.ts';
import type { NodErrorCode } from '../diagnostics/errors.ts';
import { PROBLEM_TYPES } from './answer.ts';
import { PROBLEMS } from './problems.ts';
import type { Route } from './route.ts';

const TAGS: Record<Route['door'], { name: string; description: string }> = {
  rest: { name: 'REST', description: 'For applications, with their API key as bearer token.' },
  pushauth: { name: 'PushAuth', description: 'The PushAuth-shaped API, with the same API key in X-API-Key.' },
  device: { name: 'Device', description: 'For authenticators. Times are in milliseconds since the epoch.' },
  operations: { name: 'Operations', description: 'For whoever runs the server.' },
};

const SECURITY_SCHEMES = {
  apiKey: { type: 'http', scheme: 'bearer', description: 'nod_<key id>_<secret>' },
  xApiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key', description: 'The same key.' },
  proof: {
    type: 'apiKey',
    in: 'header',
    name: 'Authorization',
    description:
      'Nod-Proof <nod-proof+jwt>: shaped like a DPoP proof (RFC 9449), signed by the device key; see docs/protocol.md.',
  },
};

/**
 * The OpenAPI 3.1 document of these routes, from the very schemas that check requests.
 * @param info.origin where the server is
 */
export function openApiDocument(routes: readonly Route[], info: { origin: string; version: string }) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Nod',
      version: info.version,
      description: 'Push authentication without a native app. Errors are RFC 9457 problem documents with a `code`.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: info.origin }],
    tags: Object.values(TAGS),
    paths,
    components: { securitySchemes: SECURITY_SCHEMES, schemas: { Problem: jsonSchema(problemSchema) } },
  };
}

function operationOf(route: Route) {
  const { answer } = route;
  return {
    operationId: route.name,
    tags: [TAGS[route.door].name],
    summary: route.summary,
    security: securityOf(route),
    parameters: parametersOf(route),
    ...(route.body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: jsonSchema(route.body) } },
          },
        }),
    responses: {
      [answer.status]: {
        description: answer.description,
        ...(answer.schema === undefined
          ? {}
          : { content: { 'application/json': { schema: jsonSchema(answer.schema) } } }),
        ...(answer.contentType === undefined
          ? {}
          : { content: { [answer.contentType.split(';')[0] as string]: { schema: { type: 'string' } } } }),
      },
      ...problemResponses(codesOf(route), PROBLEM_TYPES[route.door]),
    },
  };
}

function securityOf({ access }: Route): Record<string, string[]>[] {
  if (access.by === 'anyone') return [];
  if (access.by === 'device') return [{ proof: [] }];
  // OpenAPI 3.1 lets any scheme name the roles it needs: our scopes.
  const roles = access.scope === undefined ? [] : [access.scope];
  return [{ [access.header === 'authorization' ? 'apiKey' : 'xApiKey']: roles }];
}

function parametersOf(route: Route) {
  const inPath = Object.entries(route.params ?? {}).map(([name, rule]) => ({
    name,
    in: 'path',
    required: true,
    schema: jsonSchema(rule.schema),
  }));
  const query = route.query === undefined ? undefined : jsonSchema(route.query);
  const inQuery = Object.entries(query?.properties ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    required: query?.required?.includes(name) ?? false,
    schema,
  }));
  const idempotencyKey = {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description: 'A repeated request with the same key gets the first answer, for 24 hours.',
    schema: { type: 'string', minLength: 1, maxLength: 255 },
  };
  return [...inPath, ...inQuery, ...(route.idempotent === true ? [idempotencyKey] : [])];
}

/** The codes a route may answer: its own, and those that follow from its row. */
export function codesOf(route: Route): NodErrorCode[] {
  const { access } = route;
  const codes = new Set<NodErrorCode>(route.errors ?? []);
  const add = (...more: NodErrorCode[]) => {
    for (const code of more) codes.add(code);
  };
  if (access.by === 'application')
    add('unauthorized', ...(access.scope === undefined ? [] : ['scope_missing' as const]));
  if (access.by === 'device') {
    add('proof_invalid', 'proof_replayed', 'clock_skew', 'device_revoked', 'user_locked');
    if (access.state !== 'any') add('device_suspended');
    if (access.state === 'active') add('device_pending', 'device_unvouched');
  }
  for (const rule of Object.values(route.params ?? {})) add(rule.missing);
  if (route.query !== undefined) add('request_malformed');
  if (route.method !== 'GET') add('request_malformed', 'request_too_large');
  if (route.body !== undefined) add('unsupported_media_type');
  if (route.idempotent === true) add('idempotency_mismatch', 'idempotency_in_progress');
  add('internal', 'unavailable');
  return [...codes];
}

function problemResponses(codes: readonly NodErrorCode[], contentType: string) {
  const byStatus = new Map<number, NodErrorCode[]>();
  for (const code of codes) {
    const { status } = PROBLEMS[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, list]) => [
      status,
      {
        description: list.map((code) => `\`${code}\`: ${PROBLEMS[code].title}`).join('. '),
        content: {
          [contentType]: {
            schema: {
              allOf: [
                { $ref: '#/components/schemas/Problem' },
                { type: 'object', properties: { code: { enum: list } } },
              ],
            },
          },
        },
      },
    ]),
  );
}

/** Checks that JSON Schema has no word for are left out: the document then allows a little more than the server. */
/** Its type is named since declarations of nod-testing name it. */
function jsonSchema(schema: v.GenericSchema): Omit<JsonSchema, '$schema'> {
  const { $schema: _dialect, ...rest } = toJsonSchema(schema, {
    target: 'draft-2020-12',
    typeMode: 'ignore',
    errorMode: 'ignore',
  });
  return rest;
}
