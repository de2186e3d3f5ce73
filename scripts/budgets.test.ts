import { randomBytes } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { checkBudget, scriptsOf } from './budgets.mjs';

vi.spyOn(console, 'log').mockImplementation(() => undefined);

/** A script that no compression makes lighter, so many kB heavy, after these lines. */
const script = (kb: number, ...lines: string[]) =>
  Buffer.from(`${lines.join('\n')}\n// ${randomBytes(kb * 1000).toString('base64')}`);

describe('budgets', () => {
  it('takes what keeps within them', () => {
    expect(() => checkBudget({ 'sw.js': script(20) }, 'pwa', 'worker', ['sw.js'])).not.toThrow();
  });

  it('says which part is too heavy, by how much, and what is in it', () => {
    const files = { 'sw.js': script(60) };
    expect(() => checkBudget(files, 'pwa', 'worker', ['sw.js'])).toThrow(
      /^The worker of pwa weighs \d\d\.\d kB, its budget is \d\d kB: sw\.js \(\d\d\.\d\)$/,
    );
  });

  it('counts what is imported at once, however deep, and not what is imported later', () => {
    const files = {
      'assets/a.js': script(15, 'import{x}from"./b.js"', 'import("./later.js")', 'import(`./later.js`)'),
      'assets/b.js': script(15, "import './c.js'"),
      'assets/c.js': script(15),
      'assets/later.js': script(60),
    };
    const within = { ...files, 'assets/c.js': script(1) };
    expect(() => checkBudget(files, 'extension', 'popup', ['assets/a.js'])).toThrow(/b\.js .*c\.js/);
    expect(() => checkBudget(within, 'extension', 'popup', ['assets/a.js'])).not.toThrow();
  });

  it('refuses to weigh nothing', () => {
    expect(() => checkBudget({}, 'pwa', 'app', [])).toThrow('no script');
    expect(() => checkBudget({}, 'pwa', 'app', ['index.js'])).toThrow('no index.js');
  });

  it('finds the scripts of a page', () => {
    const page = '<script type="module" crossorigin src="/assets/index-1.js"></script><link href="/a.css">';
    expect(scriptsOf(page, '')).toEqual(['assets/index-1.js']);
  });
});
