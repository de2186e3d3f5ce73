import { describe, expect, it } from 'vitest';
import { idsIn, lost, pageOf, REQUIREMENTS, shownOn, testsById, testsIn } from './requirements.mjs';

const namesIn = (text: string) => testsIn(text).map(({ name }) => name);

describe('requirements', () => {
  it.each([
    ['N2: a code is accepted once', ['N2']],
    ['N2, A6.5.1: a code is accepted once', ['N2', 'A6.5.1']],
    ['W1–W3: what a push service gets', ['W1', 'W2', 'W3']],
    ['five pushes, then growing pauses (A6.6.3)', ['A6.6.3']],
    ['settings outside their limits are refused (N3: at most 600 seconds)', ['N3']],
    ['N5: five pushes without a success (A6.6.3)', ['N5', 'A6.6.3']],
    ['V9.2.10: a chain of actions', ['V9.2.10']],
    ['C1 control characters are refused', []],
    ['Mozilla/5.0 (X11; Linux x86_64)', []],
    ['as N2 wants it', []],
    ['N2 a colon is missing', []],
  ])('"%s" names %j', (name, ids) => {
    expect(idsIn(name)).toEqual(ids);
  });

  it('finds names in every form that the test runners take', () => {
    expect(
      namesIn(`
        it('N1: a test', () => {});
        test("N2: it’s in double quotes", async () => {});
        test.describe('N3: a block', () => {});
        test(\`N4: of \${LOGINS} logins\`, () => {});
        it.each<[string]>([['N5: a row', 400], [
          'N6: a row of several lines',
        ]])('%s', () => {});
        it.each(Object.keys(ENDINGS))(
          'N7: the title of a table',
          () => {},
        );
        it('N8: an application\\'s code', () => {});
      `),
    ).toEqual([
      'N1: a test',
      'N2: it’s in double quotes',
      'N3: a block',
      'N4: of … logins',
      'N5: a row',
      'N6: a row of several lines',
      'N7: the title of a table',
      "N8: an application's code",
    ]);
  });

  it('takes neither comments, nor texts, nor skipped tests for tests', () => {
    expect(
      namesIn(`
        // it('N1: is commented out', () => {});
        /** it('N2: in a docstring') */
        it.skip('N3: is skipped', () => {});
        test.todo('N4: is to be written');
        test.fixme('N5: is broken', () => {});
        expect(text, 'N6: an explanation').toBe('N7: a text');
      `),
    ).toEqual([]);
  });

  it('refuses an id that is in no standard of the list', () => {
    const { unknown } = testsById({ 'a.test.ts': `it('N11: there is none', () => {});` });
    expect(unknown).toEqual([expect.stringContaining('a.test.ts: "N11: there is none" names N11')]);
  });

  it('puts a requirement under its standard with its tests, or under Open', () => {
    const { tests } = testsById({ 'a.test.ts': `it('N2: a <code>', () => {});`, 'b.spec.ts': `test('N2: b', f);` });
    const page = pageOf(tests);
    expect(page).toContain(`### N2\n\n${REQUIREMENTS['NIST SP 800-63B-4']?.N2}\n\n- \`a.test.ts\`: N2: a \\<code\\>\n`);
    expect(page).toContain('- `b.spec.ts`: N2: b\n');
    expect(shownOn(page)).toEqual(['N2']);
    const ids = Object.values(REQUIREMENTS).flatMap((section) => Object.keys(section));
    const open = [...page.matchAll(/^\| ([A-Z]\S+) \|/gm)].map((match) => match[1]);
    expect(open).toEqual(ids.filter((id) => id !== 'N2'));
  });

  it('notices the requirement that loses its last test, and not the one that keeps another', () => {
    const before = testsById({
      'a.test.ts': `it('N1: a', f); it('N2: b', f);`,
      'b.test.ts': `it('N1: c', f);`,
    });
    const after = testsById({ 'a.test.ts': `it('b', f);`, 'b.test.ts': `it('N1: c', f);` });
    expect(lost(pageOf(before.tests), after.tests)).toEqual(['N2']);
  });
});
