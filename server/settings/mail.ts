import { EmailAddressError, parseEmailAddress } from '../net/email-address.ts';
import { isLoopbackHost } from '../net/hosts.ts';
import { type Complain, got } from './network.ts';

/** Where e-mail is handed over, and who it is from. */
export interface MailConfig {
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  readonly tlsRequired: boolean;
  readonly auth: { readonly user: string; readonly pass: string } | undefined;
  readonly from: string;
}

const WANTS = 'NOD_SMTP_URL wants smtp://user:password@mail.example.org or smtps://…, or to be absent for no e-mail';

/** Both variables, or neither. @param url may hold a password, so no part of it is repeated */
export function readMail(
  url: string | undefined,
  from: string | undefined,
  complain: Complain,
): MailConfig | undefined {
  if (url === undefined) {
    if (from !== undefined) complain('NOD_SMTP_FROM wants NOD_SMTP_URL beside it, or to be absent.');
    return undefined;
  }
  const server = readSmtpUrl(url, complain);
  const address = readFrom(from, complain);
  return server === undefined || address === undefined ? undefined : { ...server, from: address };
}

function readSmtpUrl(value: string, complain: Complain): Omit<MailConfig, 'from'> | undefined {
  const url = URL.parse(value);
  const isPlain = url !== null && ['', '/'].includes(url.pathname) && url.search === '' && url.hash === '';
  if (url === null || !isPlain || url.hostname === '' || !/^smtps?:$/.test(url.protocol)) {
    complain(`${WANTS}; what it got is ${url === null ? 'no URL' : 'another URL'}.`);
    return undefined;
  }
  const user = decoded(url.username);
  const pass = decoded(url.password);
  if (user === undefined || pass === undefined || (user === '') !== (pass === '')) {
    complain(`${WANTS}: user and password together, with % and the number in place of signs such as @ and /.`);
    return undefined;
  }
  const secure = url.protocol === 'smtps:';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const auth = user === '' ? undefined : { user, pass };
  return {
    host,
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    tlsRequired: auth !== undefined && !secure && !isLoopbackHost(host),
    auth,
  };
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

function readFrom(value: string | undefined, complain: Complain): string | undefined {
  const wants = 'NOD_SMTP_FROM wants the one address that e-mail is from, such as nod@example.org';
  if (value === undefined) {
    complain(`${wants}; it is not set.`);
    return undefined;
  }
  try {
    return parseEmailAddress(value);
  } catch (error) {
    if (!(error instanceof EmailAddressError)) throw error;
    complain(`${wants}; ${got(value)}.`);
    return undefined;
  }
}
