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
  exchange: (session, name) => renderExchange(found(session.exchanges[name], name)),
  push: (session, name) => renderPush(found(session.pushes[name], name)),
  jws: (session, name) => renderJws(found(messagesOf(session)[name], name)),
  claims: (session, name) => renderClaims(found(messagesOf(session)[name], name)),
  value: (session) => fence('', `${session.ticket.code}\n${session.ticket.url}`),
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
  return `${fence('http', asked.join('\n'))}\n\n${fence('http', answered.join('\n'))}`;
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
  return `${fence('http', posted.join('\n'))}\n\nDecrypted, without the padding:\n\n${fence('json', shortened(pretty(JSON.parse(plaintext))))}`;
}

function renderJws(jws: string): string {
  return `${renderClaims(jws)}\n\n${fence('', jws.replace(/(.{116})/g, '$1\n'))}`;
}

/** A message without its bytes: they are in session.json. */
function renderClaims(jws: string): string {
  const header = JSON.parse(Buffer.from(jws.split('.')[0] ?? '', 'base64url').toString('utf8'));
  return fence('json', `${pretty(header)}\n.\n${shortened(pretty(claimsOf(jws)))}`);
}

const fence = (language: string, text: string) => `\`\`\`${language}\n${text}\n\`\`\``;
const pretty = (value: unknown) => JSON.stringify(value, null, 2);

/** Cuts messages that stand whole elsewhere in the document or in session.json. */
function shortened(text: string): string {
  return text.replace(/eyJ[\w-]{20,}\.[\w-]{20,}\.[\w-]{20,}/g, (jws) => `${jws.slice(0, 24)}…`);
}

function found<T>(value: T | undefined, name: string): T {
  if (value === undefined || value === '') throw new Error(`the session has no ${name}`);
  return value;
}
