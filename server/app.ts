import { Hono } from 'hono';
import { NodError } from './diagnostics/errors.ts';
import { accountDoor } from './doors/account/account-door.ts';
import { createExchanges, noContent } from './doors/answer.ts';
import { openApiRoute } from './doors/operations/documents.ts';
import { serveRoute } from './doors/pipeline.ts';
import type { Services } from './doors/route.ts';
import { ROUTES } from './doors/routes.ts';
import { loadStaticFiles } from './doors/static-files.ts';

export interface AppDeps extends Services {
  /** Directory of the built PWA; undefined serves none. */
  readonly pwaDir?: string | undefined;
  readonly version: string;
}

/** Methods that some route has; no other can be allowed anywhere. */
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
/** For how long browsers may remember a preflight; Chromium remembers none for longer than two hours. */
const PREFLIGHT_SECONDS = 7_200;

/**
 * All doors in one app. Each route is a single handler and there is no middleware, since that costs the hot path least:
 * who may call and what was sent is checked in doors/pipeline.ts, headers, log and errors are in doors/answer.ts.
 */
export function createApp(deps: AppDeps): Hono {
  const app = new Hono();
  const exchanges = createExchanges({
    https: deps.origin.startsWith('https:'),
    trustedProxies: deps.settings.trustedProxies,
    log: deps.log,
    metrics: deps.metrics,
    waits: deps.waits,
    processId: Buffer.from(deps.randomBytes(6)).toString('base64url'),
  });
  const routes = [...ROUTES, openApiRoute(ROUTES, deps.version)];

  for (const row of routes) app.on(row.method, row.path, serveRoute(row, deps, exchanges));

  const pages = accountDoor(deps, exchanges);
  for (const { method, path, serve } of pages) app.on(method, path, serve);

  const files = loadStaticFiles(deps.pwaDir ?? '');
  const page = exchanges.forRoute('page', 'GET', '/*');
  for (const path of files.paths) {
    app.get(path, (context) => {
      const exchange = page(context);
      const answer = files.serve(path, context.req.raw);
      return answer === undefined ? exchange.fail(nothingHere()) : exchange.answer(answer);
    });
  }

  const allowed = allowedMethods([...routes, ...pages, ...files.paths.map((path) => ({ method: 'GET', path }))]);
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
  // Not reached: every handler answers its own errors.
  app.onError((error, context) => stray.other(context).fail(error));
  return app;
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
