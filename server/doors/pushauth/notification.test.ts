import * as v from 'valibot';
import { expect, test } from 'vitest';
import { ACTION_LIMITS, actionSchema } from '../../../shared/protocol/challenge.ts';
import { jsonBytes } from '../../../shared/protocol/text.ts';
import { actionOf, type Notification } from './notification.ts';

const made = (notification: Notification, limitBytes: number = ACTION_LIMITS.totalBytes) =>
  actionOf(notification, 'alice', limitBytes);

test('line breaks become spaces, in every part', () => {
  expect(made({ title: 'Sign\r\nin?', subtitle: ' a\tb ', body: 'one\n\ntwo\u2028three', payload: 'x\ny' })).toEqual({
    title: 'Sign in?',
    details: [
      { label: 'About', value: 'a b' },
      { label: 'Message', value: 'one two three' },
      { label: 'Details', value: 'x y' },
    ],
  });
});

test('pretty-printed JSON becomes details, as an object does; what is in it stays readable', () => {
  const payload = {
    account: 'DE12',
    amount: 12.5,
    to: { name: 'Bob', tags: ['a', 'b'] },
    memo: null,
    note: 'two\nlines',
  };
  const details = [
    { label: 'account', value: 'DE12' },
    { label: 'amount', value: '12.5' },
    { label: 'to', value: '{"name":"Bob","tags":["a","b"]}' },
    { label: 'note', value: 'two lines' },
  ];
  expect(made({ title: 'Pay?', payload })?.details).toEqual(details);
  expect(made({ title: 'Pay?', payload: JSON.stringify(payload, null, 2) })?.details).toEqual(details);
  expect(made({ title: 'Pay?', payload: '[1,\n 2]' })?.details).toEqual([{ label: 'Details', value: '[1, 2]' }]);
});

test('a long title is cut where people see it, and stands in full below', () => {
  const title = `Approve ${'x'.repeat(200)}`;
  const action = made({ title });
  expect([...(action?.title ?? '')]).toHaveLength(120);
  expect(action?.title.endsWith('…')).toBe(true);
  expect(action?.details).toEqual([{ label: 'In full', value: title }]);
});

test('nothing to show is no action, and no title is the question about signing in', () => {
  for (const notification of [{}, { title: '' }, { title: ' \n' }, { body: '', payload: {} }, { payload: null }]) {
    expect(made(notification)).toBeUndefined();
  }
  expect(made({ body: 'Hello' })?.title).toBe('Sign in as alice');
});

test('too much is shortened, then left out and counted; a short detail beside a long one stays whole', () => {
  const action = made({ title: 'Pay?', body: 'y'.repeat(5000), payload: { to: 'Bob' } });
  expect(action?.details[1]).toEqual({ label: 'to', value: 'Bob' });
  expect(action?.details[0]?.value.endsWith('…')).toBe(true);
  const many = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`name ${at}`, `value ${at}`]));
  const shown = made({ title: 'Pay?', payload: many })?.details ?? [];
  expect(shown).toHaveLength(12);
  expect(shown.at(-1)).toEqual({ label: 'Not shown', value: '29 more details' });
});

test('whatever a client sends, the challenge can be signed', () => {
  const hostile = [
    'a\0b\u202Ec\u200Bd\uFEFF',
    '\uD800 lone',
    '\u2800\u3164\u{E0041}\u{E0042}',
    `e${'\u0301'.repeat(60)}`,
    'x'.repeat(60_000),
    '\u{1F469}\u200D\u{1F467}'.repeat(800),
    '"\\'.repeat(4000),
    '漢'.repeat(4000),
  ];
  for (const limitBytes of [ACTION_LIMITS.totalBytes, 1100]) {
    for (const text of hostile) {
      for (const notification of [
        { title: text },
        { title: text, subtitle: text, body: text, payload: text },
        { title: 'Pay?', payload: { [text]: text } },
        { title: 'Pay?', payload: Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`${at}${text}`, text])) },
        { title: 'Pay?', payload: [[text]] },
      ]) {
        const action = made(notification, limitBytes);
        if (action === undefined) continue;
        const parsed = v.safeParse(actionSchema, action);
        expect([parsed.success, jsonBytes(action) <= limitBytes]).toEqual([true, true]);
      }
    }
  }
});
