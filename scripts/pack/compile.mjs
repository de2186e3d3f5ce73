import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { nodeEnvironment, root } from '../setup.mjs';

const WORK = path.join(root, 'dist', 'packages', '.work');

/**
 * Compiles these files and all that they import, in the folders that they have in the repository, by `tsc` alone: what a
 * package holds is what a reader finds here, with the comments.
 * @param files paths from the repository's root @param options.declarations a folder for the .d.ts files; none are made without
 */
export function compile(files, outDir, { declarations } = {}) {
  mkdirSync(WORK, { recursive: true });
  const config = path.join(WORK, `tsconfig.${path.basename(outDir)}.json`);
  const compilerOptions = {
    noEmit: false,
    rootDir: root,
    outDir,
    module: 'nodenext',
    moduleResolution: 'nodenext',
    rewriteRelativeImportExtensions: true,
    ...(declarations ? { declaration: true, declarationDir: declarations } : {}),
  };
  const text = { extends: path.join(root, 'tsconfig.json'), compilerOptions, files: files.map(inRoot), include: [] };
  writeFileSync(config, JSON.stringify(text));
  try {
    execFileSync('tsc', ['-p', config], { cwd: root, env: nodeEnvironment(), stdio: ['ignore', 'inherit', 'inherit'] });
  } finally {
    rmSync(config);
  }
}

const inRoot = (file) => path.join(root, file);
