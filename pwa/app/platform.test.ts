import { expect, test } from 'vitest';
import { recognizePlatform } from './platform.ts';

const browser = (userAgent: string, changes: Partial<Parameters<typeof recognizePlatform>[0]> = {}) =>
  recognizePlatform({ userAgent, maxTouchPoints: 0, hasPush: true, standalone: false, ...changes });

const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1';
const IPHONE_CHROME = IPHONE.replace('Version/18.5', 'CriOS/140.0.0.0');
const MAC =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15';
const PIXEL =
  'Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36';
const ANDROID_REDUCED = PIXEL.replace('Android 16; Pixel 9', 'Android 10; K');
const FIREFOX_ANDROID = 'Mozilla/5.0 (Android 16; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0';
const EDGE =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0';

test('on an iPhone nothing is paired before Nod is on the Home Screen', () => {
  expect(browser(IPHONE, { maxTouchPoints: 5 })).toMatchObject({
    mustInstall: true,
    guide: 'ios-safari',
    here: 'phone',
    deviceName: 'iPhone',
  });
  expect(browser(IPHONE_CHROME)).toMatchObject({ mustInstall: true, guide: 'ios-other' });
  expect(browser(IPHONE, { standalone: true })).toMatchObject({ mustInstall: false, installed: true });
});

test('an iPad that calls itself a Mac is told from a Mac', () => {
  expect(browser(MAC, { maxTouchPoints: 5 })).toMatchObject({ mustInstall: true, deviceName: 'iPad' });
  expect(browser(MAC)).toMatchObject({ mustInstall: false, here: 'computer', deviceName: 'Safari (macOS)' });
});

test.each([
  [PIXEL, 'Pixel 9', 'Chrome on Android', 'phone'],
  [ANDROID_REDUCED, 'Android phone', 'Chrome on Android', 'phone'],
  [FIREFOX_ANDROID, 'Android phone', 'Firefox on Android', 'phone'],
  [EDGE, 'Edge (Windows)', 'Edge on Windows', 'computer'],
])('%s', (userAgent, deviceName, description, here) => {
  expect(browser(userAgent)).toMatchObject({ deviceName, description, here, mustInstall: false });
});

test('where the settings are depends on whether Nod is an app of its own', () => {
  expect(browser(PIXEL).runsIn).toBe('tab');
  expect(browser(PIXEL, { standalone: true }).runsIn).toBe('app');
});
