import { plain } from '../announcements/email-words.ts';

export interface CodeMailParts {
  readonly serverName: string;
  readonly origin: string;
  readonly username: string;
  /** Its name. */
  readonly application: string;
  readonly code: string;
  /** The address where the login is, and its place, as far as they are known. */
  readonly from: string;
  readonly lifeMinutes: number;
}

/**
 * The e-mail with a code, in plain text and without a link. The subject stands on locked screens, so the code isn't in it; and
 * whoever gets one that they didn't ask for reads first what that means.
 */
export function codeMail(parts: CodeMailParts): { subject: string; text: string } {
  const { serverName, origin, username, application, code, from, lifeMinutes } = parts;
  const where = plain(application);
  return {
    subject: `${serverName}: a code to sign in`,
    text: [
      `Somebody wants to sign in to ${where} as ${plain(username)}${from === '' ? '' : ` (from ${from})`}.`,
      '',
      `If this isn’t you, tell nobody this code, and change your password at ${where}: somebody knows it.`,
      '',
      `  ${code.slice(0, 4)} ${code.slice(4)}`,
      '',
      `It is good once, for this sign-in, within ${lifeMinutes} minutes. Type it only on the page where you are signing in.`,
      '',
      `This message comes from ${serverName}, ${origin}. Nobody who helps you needs this code.`,
    ].join('\n'),
  };
}
