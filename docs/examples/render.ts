import { createHash } from 'node:crypto';
import { claimsOf, type Exchange, type Push, type Session } from './session.ts';

/**
 * Turns the recorded session into the examples of docs/protocol.md. Each stands between two comments,
 * `<!-- example: <kind> <name> -->` and `<!-- /example -->`.
 */
const MARKED = /<!-- example: (\w+) (\w+) -->\n[\s\S]*?<!-- \/example -->/g;

/** @returns the document with every example rendered anew. @throws Error for an example that the session doesn't have */
export function renderExamples(document: string, session: Session): string {
  return document.replace(MARKED, (_whole, kind: string, name: string) => {
    const render = RENDERERS[kind];
    if (!render) throw new Error(`no such kind of example: ${kind}`);
    return `<!-- example: ${kind} ${name} -->\n\n${render(session, name)}\n\n<!-- /example -->`;
  });
}

const RENDERERS: Record<string, (session: Session, name: string) => string> = {
  body: (session, name) => fence('json', shortened(pretty(found(session.exchanges[name], name).response.body))),
  exchange: (session, name) => renderExchange(found(session.exchanges[name], name)),
  push: (session, name) => renderPush(found(session.pushes[name], name)),
  jws: (session, name) => renderJws(found(messagesOf(session)[name], name)),
  claims: (session, name) => renderClaims(found(messagesOf(session)[name], name)),
};

/** Every signed message of the session, by the name under which the document shows it. */
export function messagesOf(session: Session): Record<string, string> {
  const { exchanges, pushes } = session;
  const sent = (name: string) => JSON.parse(exchanges[name]?.request.body ?? '{}');
  const pushed = (name: string) => JSON.parse(pushes[name]?.plaintext ?? '{}').notification?.data;
  const answered = (name: string) => exchanges[name]?.response.body as Record<string, string[]>;
  return {
    keySet: answered('keys').sets?.[0] ?? '',
    binding: sent('complete').binding,
    testNotice: pushed('test').notice,
    activateProof: exchanges.activate?.request.authorization?.split(' ')[1] ?? '',
    challenge: pushed('challenge').challenge,
    decision: sent('decision').decision,
    closedNotice: pushed('closed').notice,
    receipt: session.receipt,
    originChallenge: session.atOrigin.challenge,
    originDecision: session.atOrigin.decision,
    verifiedDecision: session.verified.decision,
  };
}

/** Characters of a line of an example. */
const LINE = 116;

const REASONS: Record<number, string> = {
  200: 'OK',
  201: 'Created',
  204: 'No Content',
  401: 'Unauthorized',
  409: 'Conflict',
  422: 'Unprocessable Content',
};

function renderExchange({ request, response }: Exchange): string {
  const asked = [
    `${request.method} ${request.path} HTTP/1.1`,
    ...(request.authorization === undefined ? [] : [`Authorization: ${shortened(request.authorization)}`]),
    ...(request.body === undefined ? [] : ['Content-Type: application/json', '', shortened(request.body)]),
  ];
  const answered = [
    `HTTP/1.1 ${response.status} ${REASONS[response.status] ?? ''}`,
    ...(response.contentType === '' ? [] : [`Content-Type: ${response.contentType}`]),
    ...(response.body === null ? [] : ['', shortened(pretty(response.body))]),
  ];
  return fence('http', `${asked.join('\n')}\n\n${answered.join('\n')}`);
}

function renderPush({ endpoint, headers, plaintext }: Push): string {
  const names: Record<string, string> = { ttl: 'TTL' };
  const posted = [
    `POST ${endpoint} HTTP/1.1`,
    ...Object.entries(headers).map(([name, value]) => {
      const shown = names[name] ?? name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());
      return `${shown}: ${shortened(value)}`;
    }),
  ];
  return `${fence('http', `${posted.join('\n')}\n\n${shortened(pretty(JSON.parse(plaintext)))}`)}`;
}

/** A message whole: its claims, its bytes, and what a verifier works out of them, to compare one's own with. */
function renderJws(jws: string): string {
  const sha256 = (text: string, encoding: 'hex' | 'base64url') => createHash('sha256').update(text).digest(encoding);
  const end = jws.lastIndexOf('.');
  const signature = Buffer.from(jws.slice(end + 1), 'base64url').toString('hex');
  const steps = [
    ['SHA-256 of what is signed', sha256(jws.slice(0, end), 'hex')],
    ['r', signature.slice(0, 64)],
    ['s', signature.slice(64)],
    ['hash(the message)', sha256(jws, 'base64url')],
  ];
  const workedOut = steps.map(([step = '', value = '']) => `${step.padEnd(25)}  ${value}`).join('\n');
  return `${renderClaims(jws)}\n\n${fence('', `${jws.replace(/(.{116})/g, '$1\n')}\n\n${workedOut}`)}`;
}

/** A message without its bytes: they are in session.json. */
function renderClaims(jws: string): string {
  const header = JSON.parse(Buffer.from(jws.split('.')[0] ?? '', 'base64url').toString('utf8'));
  return fence('json', `${pretty(header)}\n.\n${shortened(pretty(claimsOf(jws)))}`);
}

const fence = (language: string, text: string) => `\`\`\`${language}\n${text}\n\`\`\``;

/** As people write JSON: what fits stands together on a line, and what doesn't is opened. */
function pretty(value: unknown, indent = '', used = 0): string {
  const flat = JSON.stringify(value, null, 1).replace(/\n\s*/g, ' ');
  if (typeof value !== 'object' || value === null || indent.length + used + flat.length <= LINE) return flat;
  const deeper = `${indent}  `;
  const isList = Array.isArray(value);
  const lines: string[] = [];
  for (const [name, member] of Object.entries(value)) {
    const label = isList ? '' : `${JSON.stringify(name)}: `;
    const text = label + pretty(member, deeper, label.length + 1);
    const last = lines.at(-1);
    const fits = last !== undefined && !/\n/.test(last + text) && deeper.length + last.length + text.length + 3 <= LINE;
    if (fits) lines[lines.length - 1] = `${last}, ${text}`;
    else lines.push(text);
  }
  const body = `\n${lines.map((line) => deeper + line).join(',\n')}\n${indent}`;
  return isList ? `[${body}]` : `{${body}}`;
}

/** Cuts messages that stand whole elsewhere in the document or in session.json. */
function shortened(text: string): string {
  return text.replace(/eyJ[\w-]{20,}\.[\w-]{20,}\.[\w-]{20,}/g, (jws) => `${jws.slice(0, 24)}…`);
}

function found<T>(value: T | undefined, name: string): T {
  if (value === undefined || value === '') throw new Error(`the session has no ${name}`);
  return value;
}
