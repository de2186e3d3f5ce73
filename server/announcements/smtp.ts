import { createTransport } from 'nodemailer';

/** Where mail is handed over, as NOD_SMTP_URL says. The password is never logged. */
export interface SmtpSettings {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte (smtps). Otherwise STARTTLS, where the server has it. */
  readonly secure: boolean;
  /** Refuses to go on in clear text: nobody between here and there may read the password. */
  readonly tlsRequired: boolean;
  readonly auth: { readonly user: string; readonly pass: string } | undefined;
  /** Who the mail is from: an address of the operator's. */
  readonly from: string;
}

export interface Mail {
  /** One checked address (net/email-address.ts). */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly messageId: string;
}

/** What the server said, as far as it may be kept: its numbers. Its words may repeat the address. */
export class MailError extends Error {
  readonly code: string;
  readonly responseCode: number;
  /** The server refuses this very address for good (RFC 5321 section 4.2.1). */
  readonly isFinal: boolean;

  constructor(code: string, responseCode: number) {
    super(`The mail server did not take it: ${code}${responseCode === 0 ? '' : ` ${responseCode}`}`);
    this.name = 'MailError';
    this.code = code;
    this.responseCode = responseCode;
    this.isFinal = code === 'EENVELOPE' && responseCode >= 500 && responseCode < 600;
  }
}

export interface MailTimeouts {
  readonly connectMs: number;
  readonly greetingMs: number;
  /** Of silence. */
  readonly socketMs: number;
  /** Of all together: a server that sends one byte at a time is silent at no moment. */
  readonly overallMs: number;
}
export const MAIL_TIMEOUTS: MailTimeouts = {
  connectMs: 10_000,
  greetingMs: 10_000,
  socketMs: 20_000,
  overallMs: 60_000,
};

/** @returns sends one mail over a connection of its own. Rejects with MailError. */
export function createMailer(
  { host, port, secure, tlsRequired, auth, from }: SmtpSettings,
  serverName: string,
  timeouts: MailTimeouts = MAIL_TIMEOUTS,
) {
  const transport = createTransport({
    host,
    port,
    secure,
    requireTLS: tlsRequired,
    ...(auth === undefined ? {} : { auth: { ...auth } }),
    dnsTimeout: timeouts.connectMs,
    connectionTimeout: timeouts.connectMs,
    greetingTimeout: timeouts.greetingMs,
    socketTimeout: timeouts.socketMs,
    socketCloseTimeout: 1_000,
    maxResponseSize: 16 * 1024,
    logger: false,
    // Nothing in a mail is read from a file or fetched.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return async ({ to, subject, text, messageId }: Mail, signal: AbortSignal): Promise<void> => {
    try {
      await transport.sendMail({
        // Objects, never header text: what is in them is an address and a name, whatever they contain.
        from: { name: serverName, address: from },
        to: { name: '', address: to },
        envelope: { from, to: [to] },
        subject,
        text,
        messageId: `<${messageId}@${from.slice(from.lastIndexOf('@') + 1)}>`,
        // RFC 3834: answering machines stay silent.
        headers: { 'Auto-Submitted': 'auto-generated' },
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeouts.overallMs)]),
      });
    } catch (error) {
      const { code, responseCode } = error as { code?: unknown; responseCode?: unknown };
      throw new MailError(typeof code === 'string' ? code : 'EUNKNOWN', Number(responseCode ?? 0) || 0);
    }
  };
}
export type SendMail = ReturnType<typeof createMailer>;
