import { Hono } from 'hono';
import { NodError } from './diagnostics/errors.ts';
import { json, noContent } from './doors/answer.ts';
import { createExchanges } from './doors/exchange.ts';
import { openApiDocument } from './doors/openapi.ts';
import { type Route, route } from './doors/route.ts';
import { ROUTES } from './doors/routes.ts';
import { serveRoute } from './doors/serve-route.ts';
import type { Services } from './doors/services.ts';
import { loadStaticFiles } from './doors/static-files.ts';

export interface AppDeps extends Services {
  /** Directory of the built PWA; undefined serves none. */
  pwaDir?: string | undefined;
  version: string;
}

/** Methods that some route has; anything else can't be allowed anywhere. */
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
/** How long browsers may remember a preflight; Chromium takes no more than two hours. */
const PREFLIGHT_SECONDS = 7_200;

/**
 * All doors in one app. Each route is a single handler and there is no middleware: ids, limits, headers, log and errors
 * are in doors/exchange.ts and doors/serve-route.ts, which costs the hot path least.
 */
export function createApp(deps: AppDeps): Hono {
  const app = new Hono();
  const exchanges = createExchanges({
    https: deps.settings.origin.startsWith('https:'),
    trustedProxies: deps.settings.trustedProxies,
    log: deps.log,
    metrics: deps.metrics,
    waits: deps.waits,
    processId: Buffer.from(deps.randomBytes(6)).toString('base64url'),
  });
  const openApi = openApiRoute(deps);
  const routes = [...ROUTES, openApi];

  for (const row of routes) app.on(row.method, row.path, serveRoute(row, deps, exchanges));

  const files = loadStaticFiles(deps.pwaDir ?? '');
  const page = exchanges.forRoute('page', 'GET', '/*');
  for (const path of files.paths) {
    app.get(path, (context) => {
      const exchange = page(context);
      const answer = files.serve(path, context.req.raw);
      return answer === undefined ? exchange.fail(nothingHere()) : exchange.answer(answer);
    });
  }

  const allowed = allowedMethods([...routes, ...files.paths.map((path) => ({ method: 'GET', path }))]);
  const stray = { device: exchanges.forRoute('device', '*', '/device/*'), other: exchanges.forRoute('rest', '*', '*') };
  app.notFound((context) => {
    const { path } = context.req;
    const inDeviceDoor = path.startsWith('/device/');
    const exchange = (inDeviceDoor ? stray.device : stray.other)(context);
    const methods = allowed(path);
    if (methods === undefined) {
      const unbuilt = path === '/' && files.paths.length === 0;
      return exchange.fail(
        unbuilt ? new NodError('not_found', 'The app is not built here: npm run build.') : nothingHere(),
      );
    }
    const allow = methods.join(', ');
    if (context.req.method === 'OPTIONS') return exchange.answer(noContent(optionsHeaders(allow, inDeviceDoor)));
    return exchange.fail(new NodError('method_not_allowed', `Only ${allow} is possible here.`), { allow });
  });
  // Unreachable by design: every handler answers its own errors.
  app.onError((error, context) => stray.other(context).fail(error));
  return app;
}

/** The document describes itself too. */
function openApiRoute(deps: AppDeps): Route {
  let body: string | undefined;
  const row: Route = route({
    door: 'operations',
    method: 'GET',
    path: '/openapi.json',
    name: 'getOpenApi',
    summary: 'This document',
    access: { by: 'anyone' },
    answer: { status: 200, description: 'OpenAPI 3.1', contentType: 'application/json' },
    handle() {
      body ??= JSON.stringify(
        openApiDocument([...ROUTES, row], { origin: deps.settings.origin, version: deps.version }),
      );
      return { ...json(null), body, headers: { 'cache-control': 'no-cache', 'access-control-allow-origin': '*' } };
    },
  });
  return row;
}

function nothingHere(): NodError {
  return new NodError('not_found', 'There is nothing at this address.');
}

function optionsHeaders(allow: string, inDeviceDoor: boolean): Record<string, string> {
  if (!inDeviceDoor) return { allow };
  return {
    allow,
    'access-control-allow-methods': allow,
    'access-control-allow-headers': 'Authorization, Content-Type',
    'access-control-max-age': String(PREFLIGHT_SECONDS),
  };
}

/** @returns for a path the methods that it has, or undefined when it has none */
function allowedMethods(rows: readonly { method: string; path: string }[]) {
  const fixed = new Map<string, Set<string>>();
  const patterns: { pattern: RegExp; methods: Set<string> }[] = [];
  for (const { path, method } of rows) {
    let methods = fixed.get(path);
    if (methods === undefined) {
      methods = new Set();
      fixed.set(path, methods);
      if (path.includes(':')) {
        const source = path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:\w+/g, '[^/]+');
        patterns.push({ pattern: new RegExp(`^${source}$`), methods });
      }
    }
    methods.add(method);
  }
  return (path: string): string[] | undefined => {
    const found = new Set(fixed.get(path));
    for (const { pattern, methods } of patterns) {
      if (pattern.test(path)) for (const method of methods) found.add(method);
    }
    if (found.size === 0) return undefined;
    return [...METHODS.filter((method) => found.has(method)), ...(found.has('GET') ? ['HEAD'] : []), 'OPTIONS'];
  };
}
