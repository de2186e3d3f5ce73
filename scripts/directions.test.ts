import { describe, expect, it } from 'vitest';
import { wrongWays } from './directions.mjs';

const importing = (specifier: string) => `import { x } from '${specifier}';\n`;

describe('dependency directions', () => {
  it.each([
    ['shared/protocol/a.ts', '../authenticator/b.ts'],
    ['shared/authenticator/a.ts', '../ui/b.ts'],
    ['shared/authenticator/indexeddb/a.ts', '../../../pwa/app/b.ts'],
    ['shared/sdk/a.ts', '../../server/diagnostics/errors.ts'],
    ['pwa/app/a.tsx', '../../extension/b.ts'],
    ['extension/a.ts', '../pwa/b.ts'],
    ['demo/a.ts', '../server/nod.ts'],
    ['server/settings/a.ts', '../doors/b.ts'],
    ['server/settings/a.ts', '../push/b.ts'],
    ['server/store/a.ts', '../core/b.ts'],
    ['server/crypto/a.ts', '../store/b.ts'],
    ['server/challenges/a.ts', '../nod.ts'],
    ['server/doors/a.ts', '../app.ts'],
    ['server/doors/a.ts', '../new-room/b.ts'],
    ['server/challenges/a.ts', './testing-engine.ts'],
    ['pwa/app/a.tsx', '../../shared/ui/gallery/b.tsx'],
    ['server/store/a.ts', '../challenges/b.ts'],
    ['server/push/a.ts', '../challenges/b.ts'],
    ['server/devices/a.ts', '../challenges/b.ts'],
    ['server/challenges/a.ts', '../doors/rest/b.ts'],
    ['server/doors/rest/a.ts', '../../../pwa/app/b.ts'],
  ])('%s may not import %s', (file, specifier) => {
    expect(wrongWays(file, importing(specifier))).toHaveLength(1);
    expect(wrongWays(file, `import type { X } from '${specifier}';`)).toHaveLength(1);
    expect(wrongWays(file, `export { x } from '${specifier}';`)).toHaveLength(1);
    expect(wrongWays(file, `import {\n  x,\n  y,\n} from '${specifier}';`)).toHaveLength(1);
    expect(wrongWays(file, `import '${specifier}';`)).toHaveLength(1);
    expect(wrongWays(file, `const x = await import('${specifier}');`)).toHaveLength(1);
  });

  it.each([
    ['shared/authenticator/a.ts', '../protocol/b.ts'],
    ['pwa/app/a.tsx', '../../shared/ui/b.tsx'],
    ['server/doors/rest/a.ts', '../../challenges/b.ts'],
    ['server/challenges/a.ts', '../diagnostics/errors.ts'],
    ['server/challenges/a.test.ts', './testing-engine.ts'],
    ['server/main.ts', './nod.ts'],
    ['server/store/a.ts', 'kysely'],
  ])('%s may import %s', (file, specifier) => {
    expect(wrongWays(file, importing(specifier))).toEqual([]);
  });

  it.each(['server/a.ts', 'server/new-room/a.ts', 'shared/a.ts', 'tools/a.ts'])('%s is in no room', (file) => {
    expect(wrongWays(file, '')).toEqual([`${file}: is in no room`]);
  });

  it('refuses to import what is named at run time', () => {
    expect(wrongWays('server/challenges/a.ts', 'const x = await import(`../doors/a.ts`);')).toHaveLength(1);
    expect(wrongWays('server/challenges/a.ts', 'const x = require(name);')).toHaveLength(1);
  });
});
