import { describe, expect, it } from 'vitest';
import { describeUserAgent } from './user-agent.ts';

const webkit = 'AppleWebKit/537.36 (KHTML, like Gecko)';

describe('describeUserAgent', () => {
  const cases: [userAgent: string, browser: string | undefined, os: string | undefined][] = [
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox 140', 'Linux'],
    [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/138.0.0.0 Safari/537.36`, 'Chrome 138', 'Windows'],
    [
      `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/138.0.0.0 Safari/537.36 Edg/138.0.3351.55`,
      'Edge 138',
      'Windows',
    ],
    [`Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${webkit} Chrome/138.0.0.0 Safari/537.36`, 'Chrome 138', 'ChromeOS'],
    [`Mozilla/5.0 (Linux; Android 10; K) ${webkit} Chrome/138.0.0.0 Mobile Safari/537.36`, 'Chrome 138', 'Android'],
    [
      `Mozilla/5.0 (Linux; Android 14; SM-S911B) ${webkit} SamsungBrowser/27.0 Chrome/125.0.0.0 Mobile Safari/537.36`,
      'Samsung Internet 27',
      'Android',
    ],
    ['Mozilla/5.0 (Android 14; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0', 'Firefox 140', 'Android'],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
      'Safari 18',
      'macOS',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
      'Safari 18',
      'iOS',
    ],
    [
      'Mozilla/5.0 (iPad; CPU OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/138.0 Mobile/15E148 Safari/604.1',
      'Chrome 138',
      'iPadOS',
    ],
    [`Mozilla/5.0 (X11; Linux x86_64) ${webkit} Chrome/138.0.0.0 Safari/537.36 OPR/120.0.0.0`, 'Opera 120', 'Linux'],
    ['curl/8.5.0', 'curl 8', undefined],
    ['', undefined, undefined],
    ['Your bank <b>approves</b>', undefined, undefined],
  ];
  it.each(cases)('%s', (userAgent, browser, os) => {
    expect(describeUserAgent(userAgent)).toEqual({ ...(browser ? { browser } : {}), ...(os ? { os } : {}) });
  });

  it('shows nothing that the sender wrote', () => {
    const { browser, os } = describeUserAgent('Firefox/99 Chrome/evil Windows press Approve');
    expect([browser, os]).toEqual(['Firefox 99', 'Windows']);
  });

  it('takes no longer for a hostile header', () => {
    const startedAt = performance.now();
    describeUserAgent(`Version/${'1.'.repeat(500)}`.slice(0, 1000));
    describeUserAgent('Version/1 Mobile/'.repeat(60));
    expect(performance.now() - startedAt).toBeLessThan(100);
  });
});
