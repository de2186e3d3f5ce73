import { describe, expect, test } from 'vitest';
import { readMail } from './mail.ts';

function read(url: string | undefined, from: string | undefined = 'nod@example.org') {
  const problems: string[] = [];
  return { mail: readMail(url, from, (problem) => problems.push(problem)), problems };
}

describe('NOD_SMTP_URL and NOD_SMTP_FROM', () => {
  test('neither: no e-mail', () => {
    const problems: string[] = [];
    expect(readMail(undefined, undefined, (problem) => problems.push(problem))).toBeUndefined();
    expect(problems).toEqual([]);
  });

  test('smtps, with a password that has signs', () => {
    expect(read('smtps://nod%40example.org:p%40ss%2Fword@mail.example.org').mail).toEqual({
      host: 'mail.example.org',
      port: 465,
      secure: true,
      tlsRequired: false,
      auth: { user: 'nod@example.org', pass: 'p@ss/word' },
      from: 'nod@example.org',
    });
  });

  test('a password goes through no line in clear text, except on this machine', () => {
    expect(read('smtp://nod:secret@mail.example.org').mail).toMatchObject({
      port: 587,
      secure: false,
      tlsRequired: true,
    });
    expect(read('smtp://nod:secret@127.0.0.1:25').mail).toMatchObject({ port: 25, tlsRequired: false });
    expect(read('smtp://mail:25').mail).toMatchObject({ auth: undefined, tlsRequired: false });
    expect(read('smtp://[::1]:25').mail).toMatchObject({ host: '::1' });
  });

  test.each([
    'mail.example.org',
    'https://nod:SECRET@mail.example.org',
    'smtp://nod:SECRET@mail.example.org/path',
    'smtp://nod:SECRET@mail.example.org?tls=0',
    'smtp://nod@mail.example.org',
    'smtp://:SECRET@mail.example.org',
    'smtp://nod:%E0%A4SECRET@mail.example.org',
    'smtp://',
  ])('refuses %s, and does not repeat it', (url) => {
    const { mail, problems } = read(url);
    expect(mail).toBeUndefined();
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^NOD_SMTP_URL wants /);
    expect(problems[0]).not.toContain('SECRET');
  });

  test.each(['Nod <nod@example.org>', 'a@example.org, b@example.org', 'nod@example.org\nBcc: x@example.org', 'nod'])(
    'refuses to be from %j',
    (from) => {
      const { mail, problems } = read('smtp://mail.example.org', from);
      expect(mail).toBeUndefined();
      expect(problems).toEqual([expect.stringMatching(/^NOD_SMTP_FROM wants /)]);
    },
  );

  test('one without the other is said', () => {
    const problems: string[] = [];
    readMail('smtp://mail.example.org', undefined, (problem) => problems.push(problem));
    readMail(undefined, 'nod@example.org', (problem) => problems.push(problem));
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual(['NOD_SMTP_FROM', 'NOD_SMTP_FROM']);
  });
});
