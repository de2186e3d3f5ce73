import { describe, expect, it } from 'vitest';
import { NodError } from './errors.ts';
import { createLog } from './log.ts';

function logOf(write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = [];
  write(createLog({ level: 'debug', destination: { write: (line) => void lines.push(line) } }));
  return lines.join('');
}

const apiKey = `nod_abcdefghijkl_${'0123456789abcdef'.repeat(2)}`;
const jwt = 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl';

describe('createLog', () => {
  it('censors members that hold secrets, at the top and one level down', () => {
    const text = logOf((log) => {
      log.info({ apiKey, code: '123456', device: { endpoint: 'https://push.example/abc', auth: 'xyz' } }, 'x');
    });
    for (const secret of [apiKey, '123456', 'push.example/abc', 'xyz']) expect(text).not.toContain(secret);
    expect(text).toContain('[secret]');
  });

  it('removes secrets from the messages of errors and of their causes', () => {
    const cause = new Error(`connect to postgres://nod:hunter2@db/nod failed for ${apiKey}`);
    const error = new Error(`posting ${jwt} to https://fcm.googleapis.com/fcm/send/capability failed`, { cause });
    const text = logOf((log) => log.error({ err: error }, 'x'));
    for (const secret of ['hunter2', apiKey, jwt, 'capability']) expect(text).not.toContain(secret);
    expect(text).toContain('fcm.googleapis.com');
  });

  it("of an error's members writes only its code: a database driver's error holds whole rows", () => {
    const error = Object.assign(new Error('duplicate key'), {
      code: '23505',
      detail: 'Key (secret)=(abc)',
      row: apiKey,
    });
    const text = logOf((log) => log.error({ err: error }, 'x'));
    expect(text).toContain('23505');
    expect(text).not.toContain('abc)');
    expect(text).not.toContain(apiKey);
  });

  it("keeps an error's detail for the log", () => {
    const error = new NodError('internal', 'public words', { logDetail: 'private detail' });
    expect(logOf((log) => log.error({ err: error }, 'x'))).toContain('private detail');
  });

  it('writes one JSON object per line, with level and time', () => {
    const line = logOf((log) => log.warn({ a: 1 }, 'hello'));
    expect(JSON.parse(line)).toEqual({ level: 'warn', time: expect.stringMatching(/^\d{4}-.*Z$/), a: 1, msg: 'hello' });
  });
});
