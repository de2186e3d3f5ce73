/**
 * Records the session of docs/protocol.md anew and renders its examples: `node docs/examples/generate.ts`. Keys and
 * signatures are random, so every example changes; do it only when the wire changes. With `--render` the recorded session
 * stays and only the document is rendered anew. Then `npm run format`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { renderExamples } from './render.ts';
import { recordSession, type Session } from './session.ts';

const sessionFile = path.join(import.meta.dirname, 'session.json');
const documentFile = path.join(import.meta.dirname, '../protocol.md');

if (!process.argv.includes('--render')) {
  writeFileSync(sessionFile, `${JSON.stringify(await recordSession(), null, 2)}\n`);
}
const session = JSON.parse(readFileSync(sessionFile, 'utf8')) as Session;
writeFileSync(documentFile, renderExamples(readFileSync(documentFile, 'utf8'), session));
