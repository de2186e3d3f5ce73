import { expect, test } from 'vitest';
import { pushText } from './push-text.ts';

test('the text is the push’s own where the browser gives it', () => {
  expect(pushText({ data: { text: () => '{"web_push":8030}' } })).toBe('{"web_push":8030}');
});

test('Safari’s declarative push: the signed message is what its notification carries', () => {
  const text = pushText({ data: null, notification: { data: { challenge: 'a.b.c' } } });
  expect(JSON.parse(text ?? '')).toMatchObject({ web_push: 8030, notification: { data: { challenge: 'a.b.c' } } });
});

test.each([null, undefined, {}, { data: null }, { data: 'x' }])(
  'a push without anything has no text',
  (notification) => {
    expect(pushText({ data: null, ...(notification === undefined ? {} : { notification }) })).toBeNull();
  },
);
