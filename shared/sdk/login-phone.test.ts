import { expect, test } from 'vitest';
import { matchingUrl } from '../protocol/matching-url.ts';
import { lostPhoneAddress, recognizePhone } from './login-phone.ts';

const ID = `chl_${'a'.repeat(22)}`;
const QR = matchingUrl('https://nod.example', ID, '482913');
const ANDROID = 'Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 Chrome/150.0.0.0 Mobile Safari/537.36';
const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Version/18.5 Mobile/15E148 Safari/604.1';
const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.5 Safari/605.1.15';
const phone = (userAgent: string, maxTouchPoints = 0, qr = QR) => recognizePhone({ userAgent, maxTouchPoints }, qr);

test('N1: the link to the app names the request and never its digits', () => {
  expect(phone(ANDROID)).toEqual({ link: `https://nod.example/#/request/${ID}` });
});

test('where a link opens no installed app there is none', () => {
  expect(phone(IPHONE)).toEqual({ link: null });
  expect(phone(MAC, 5)).toEqual({ link: null });
});

test('a computer is no phone', () => {
  expect(phone(MAC)).toBeUndefined();
});

test.each(['', 'javascript:alert(1)', 'https://nod.example/'])('%j leads nowhere', (qr) => {
  expect(phone(ANDROID, 5, qr)).toEqual({ link: null });
});

test('N15: whoever has lost the phone is shown where a recovery code counts, where the page knows that', () => {
  expect(lostPhoneAddress(QR)).toBe('https://nod.example/account');
  expect(lostPhoneAddress('')).toBeUndefined();
  expect(lostPhoneAddress('javascript:alert(1)')).toBeUndefined();
});
