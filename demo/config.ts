import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';

export interface DemoConfig {
  port: number;
  /** The address at which browsers find this site; it must be among the application's origins in Nod. */
  origin: string;
  nodOrigin: string;
  /** The directory of harbour.sqlite and demo.json. */
  dataDir: string;
  applicationId: string;
  apiKey: string;
  /** PEM: the certificate that Nod was given, and its key. With them the site is served over https. */
  tls: { cert: string; key: string } | undefined;
}

/** What `npm start` keeps in <data dir>/demo.json (mode 0600) after it has registered this site with Nod. */
const credentialsSchema = v.object({ applicationId: v.string(), apiKey: v.string() });

/** @throws Error with a sentence that names the variable or file and what it wants */
export function readDemoConfig(env: Record<string, string | undefined>): DemoConfig {
  const port = Number(env.DEMO_PORT ?? 4401);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`DEMO_PORT wants a port from 0 to 65535, not "${env.DEMO_PORT}".`);
  }
  const dataDir = env.NOD_DATA_DIR ?? './data';
  return {
    port,
    origin: origin('DEMO_ORIGIN', env.DEMO_ORIGIN ?? `http://localhost:${port}`),
    nodOrigin: origin('NOD_ORIGIN', env.NOD_ORIGIN ?? 'http://localhost:4400'),
    dataDir,
    ...readCredentials(join(dataDir, 'demo.json')),
    tls: readTls(env.NOD_TLS_CERT, env.NOD_TLS_KEY),
  };
}

function readTls(certPath: string | undefined, keyPath: string | undefined): DemoConfig['tls'] {
  if (!certPath || !keyPath) return undefined;
  try {
    return { cert: readFileSync(certPath, 'utf8'), key: readFileSync(keyPath, 'utf8') };
  } catch (cause) {
    throw new Error('NOD_TLS_CERT and NOD_TLS_KEY want PEM files that can be read.', { cause });
  }
}

function origin(name: string, value: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.pathname !== '/') {
    throw new Error(`${name} wants an origin like http://localhost:4401, not "${value}".`);
  }
  return url.origin;
}

function readCredentials(path: string): v.InferOutput<typeof credentialsSchema> {
  try {
    return v.parse(credentialsSchema, JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    throw new Error(`${path} is missing or not readable. \`npm start\` makes it.`, { cause });
  }
}
