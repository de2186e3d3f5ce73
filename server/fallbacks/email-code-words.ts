import { plain } from '../announcements/email-words.ts';
import type { ServerWords } from '../words/en.ts';

export interface CodeMailParts {
  readonly words: ServerWords;
  readonly serverName: string;
  readonly origin: string;
  readonly username: string;
  /** Its name. */
  readonly application: string;
  readonly code: string;
  /** The address where the login is, and its place, as far as they are known. */
  readonly ip: string;
  readonly place: string | undefined;
  readonly lifeMinutes: number;
}

/**
 * The e-mail with a code, in plain text and without a link. The subject stands on locked screens, so the code isn't in it; and
 * whoever gets one that they didn't ask for reads first what that means.
 */
export function codeMail(parts: CodeMailParts): { subject: string; text: string } {
  const { words, serverName, origin, username, code, ip, place = '', lifeMinutes } = parts;
  const where = plain(parts.application);
  const from = ip === '' || place === '' ? ip || place : words.mail.place(ip, place);
  const said = words.code;
  return {
    subject: said.subject(serverName),
    text: [
      said.asks(where, plain(username), from),
      said.notYou(where),
      // A space that doesn't break keeps both halves in their order where lines run from right to left, too.
      `  ${code.slice(0, 4)}\u00a0${code.slice(4)}`,
      said.good(lifeMinutes),
      said.end(serverName, origin),
    ].join('\n\n'),
  };
}
