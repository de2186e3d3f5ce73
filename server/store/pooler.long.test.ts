import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { withProgram } from '../../scripts/testing-program.ts';

withProgram('pgbouncer', (pgbouncer) => {
  test('says its version', async () => {
    expect((await promisify(execFile)(pgbouncer, ['--version'])).stdout).toContain('PgBouncer');
  });
});
