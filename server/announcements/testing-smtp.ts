import { createServer, type Socket } from 'node:net';

/** What an SMTP server was given. */
export interface ReceivedMail {
  from: string;
  /** Of the envelope. */
  to: string[];
  headers: string;
  /** The body, decoded. */
  text: string;
}

/** How it behaves: as it should, or as on a bad day. */
export type SmtpMood =
  | 'well'
  /** Takes the connection and says nothing. */
  | 'silent'
  /** Greets, and then answers one byte every few milliseconds, for ever. */
  | 'drip'
  /** Takes the mail and never says that it has. */
  | 'hang-at-end'
  /** The address is refused for good (550), or for now (450). */
  | 'refuse'
  | 'later'
  /** Refuses every login, and repeats what it was given. */
  | 'no-login'
  /** Ends the connection at once. */
  | 'close';

/** A tiny SMTP server on 127.0.0.1 that speaks enough of RFC 5321 for a mail to be handed over. */
export interface TestSmtp {
  readonly url: string;
  readonly mails: ReceivedMail[];
  mood: SmtpMood;
  /** Connections that are open at this moment. */
  open(): number;
  close(): Promise<void>;
}

export async function startTestSmtp(): Promise<TestSmtp> {
  const sockets = new Set<Socket>();
  const smtp = { mood: 'well' as SmtpMood, mails: [] as ReceivedMail[] };
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    serve(socket, smtp);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening');
  return Object.assign(smtp, {
    url: `smtp://127.0.0.1:${address.port}`,
    open: () => sockets.size,
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  });
}

function serve(socket: Socket, smtp: { mood: SmtpMood; mails: ReceivedMail[] }): void {
  const { mood } = smtp;
  if (mood === 'silent') return;
  if (mood === 'close') return void socket.destroy();
  if (mood === 'drip') {
    socket.write('220 test\r\n');
    let timer: NodeJS.Timeout | undefined;
    socket.once('data', () => {
      timer = setInterval(() => socket.write('2'), 5);
    });
    socket.on('close', () => clearInterval(timer));
    return;
  }
  let buffer = '';
  let from = '';
  let to: string[] = [];
  let inData = false;
  const say = (line: string) => socket.write(`${line}\r\n`);
  say('220 test ESMTP');
  socket.setEncoding('utf8');
  socket.on('data', (chunk: string) => {
    buffer += chunk;
    for (;;) {
      const end = buffer.indexOf(inData ? '\r\n.\r\n' : '\r\n');
      if (end < 0) return;
      const line = buffer.slice(0, end);
      buffer = buffer.slice(end + (inData ? 5 : 2));
      if (inData) {
        inData = false;
        if (mood === 'hang-at-end') return;
        smtp.mails.push({ from, to, ...parse(line) });
        say('250 taken');
      } else if (/^(EHLO|HELO) /i.test(line)) {
        say(mood === 'no-login' ? '250-test\r\n250 AUTH PLAIN' : '250 test');
      } else if (/^AUTH /i.test(line)) {
        say(`535 not with ${line}`);
      } else if (/^MAIL FROM:/i.test(line)) {
        from = pathOf(line);
        to = [];
        say('250 ok');
      } else if (/^RCPT TO:/i.test(line)) {
        if (mood === 'refuse') say(`550 no such user ${pathOf(line)}`);
        else if (mood === 'later') say('450 try again');
        else {
          to.push(pathOf(line));
          say('250 ok');
        }
      } else if (/^DATA$/i.test(line)) {
        inData = true;
        say('354 go on');
      } else if (/^QUIT$/i.test(line)) {
        say('221 bye');
        socket.end();
      } else {
        say(/^RSET$/i.test(line) ? '250 ok' : '500 what');
      }
    }
  });
}

const pathOf = (line: string) => /<(.*?)>/.exec(line)?.[1] ?? '';

function parse(message: string): Pick<ReceivedMail, 'headers' | 'text'> {
  const split = message.indexOf('\r\n\r\n');
  const headers = message.slice(0, split).replace(/\r\n[ \t]+/g, ' ');
  const body = message.slice(split + 4).replace(/\r\n\.\./g, '\r\n.');
  const encoding = /^Content-Transfer-Encoding: (\S+)/im.exec(headers)?.[1]?.toLowerCase();
  if (encoding === 'base64') return { headers, text: Buffer.from(body, 'base64').toString('utf8') };
  if (encoding !== 'quoted-printable') return { headers, text: body };
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_all, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return { headers, text: Buffer.from(bytes, 'latin1').toString('utf8') };
}
