import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROUTES } from './routes.ts';
import { startTestServer, type TestServer } from './testing-server.ts';

interface Operation {
  operationId: string;
  tags: string[];
  summary: string;
  security: Record<string, string[]>[];
  parameters: { name: string; in: string; required: boolean; schema: object }[];
  requestBody?: { required: boolean; content: Record<string, { schema: Record<string, unknown> }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: object }> }>;
}
interface Document {
  openapi: string;
  info: { title: string; version: string };
  servers: { url: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: { securitySchemes: Record<string, object>; schemas: Record<string, object> };
}

describe('openapi.json', () => {
  let server: TestServer;
  let document: Document;

  beforeAll(async () => {
    server = await startTestServer();
    const answer = await server.call('GET', '/openapi.json');
    expect(answer.headers.get('content-type')).toBe('application/json');
    document = JSON.parse(answer.text);
  });
  afterAll(() => server.close());

  const operations = () =>
    Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
    );

  it('is OpenAPI 3.1 and says where the server is', () => {
    expect(document.openapi).toMatch(/^3\.1\.\d$/);
    expect(document.servers).toEqual([{ url: 'http://localhost:4400' }]);
    expect(document.info).toMatchObject({ title: 'Nod', version: expect.stringMatching(/^\d+\.\d+\.\d+/) });
  });

  it('covers each route of each door, itself included, and no others', () => {
    const described = operations().map(({ path, method }) => `${method} ${path}`);
    const served = ROUTES.map(({ method, path }) => `${method.toLowerCase()} ${path.replace(/:(\w+)/g, '{$1}')}`);
    expect(described.sort()).toEqual([...served, 'get /openapi.json'].sort());
  });

  it('each operation has a name of its own, its path parameters, and answers with words', () => {
    const names = operations().map(({ operation }) => operation.operationId);
    expect(new Set(names).size).toBe(names.length);
    for (const { path, operation } of operations()) {
      const inPath = operation.parameters.filter((parameter) => parameter.in === 'path');
      expect(inPath.map(({ name }) => `{${name}}`)).toEqual(path.match(/\{\w+\}/g) ?? []);
      expect(inPath.every(({ required }) => required)).toBe(true);
      expect(Object.keys(operation.responses).some((status) => status.startsWith('2'))).toBe(true);
      for (const response of Object.values(operation.responses)) expect(response.description).not.toBe('');
    }
  });

  it('each reference leads somewhere, and each scheme exists', () => {
    const text = JSON.stringify(document);
    for (const [, name] of text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)) {
      expect(document.components.schemas).toHaveProperty(name as string);
    }
    expect(text).not.toContain('#/$defs');
    for (const { operation } of operations()) {
      for (const scheme of operation.security.flatMap((one) => Object.keys(one))) {
        expect(document.components.securitySchemes).toHaveProperty(scheme);
      }
    }
  });

  it('bodies are described by the schemas that check them', () => {
    const operation = document.paths['/v1/challenges']?.post;
    if (operation === undefined) throw new Error('POST /v1/challenges is not described');
    const { requestBody, security, parameters, responses } = operation;
    const schema = requestBody?.content['application/json']?.schema as {
      required: string[];
      properties: Record<string, { enum?: string[]; minimum?: number; maximum?: number; type?: string }>;
      additionalProperties: boolean;
    };
    expect(schema.required).toEqual(['user']);
    expect(schema.additionalProperties).toBe(false);
    expect(schema.properties.match?.enum).toEqual(['code', 'origin', 'none']);
    expect(schema.properties.ttlSeconds).toMatchObject({ type: 'integer', minimum: 30, maximum: 600 });
    expect(security).toEqual([{ apiKey: ['challenges'] }]);
    expect(parameters.map(({ name }) => name)).toEqual(['Idempotency-Key']);
    expect(Object.keys(responses).sort()).toEqual(
      ['201', '400', '401', '403', '404', '409', '413', '415', '422', '429', '500', '503'].sort(),
    );
  });

  it('every JSON answer and body has a schema that says something', () => {
    for (const { path, method, operation } of operations()) {
      const contents = [
        operation.requestBody?.content,
        ...Object.values(operation.responses).map(({ content }) => content),
      ];
      for (const content of contents) {
        for (const { schema } of Object.values(content ?? {})) {
          expect(Object.keys(schema).length, `${method} ${path}`).toBeGreaterThan(0);
        }
      }
    }
  });
});
