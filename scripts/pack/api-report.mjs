import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Extractor, ExtractorConfig } from '@microsoft/api-extractor';
import { root } from '../setup.mjs';

/** The reports that are checked in: a name that changes shows in review. */
const REPORTS = path.join(root, 'etc');

/**
 * Rolls the declarations of each entry up into one file, and compares its public names with the report in etc/.
 * @param options.name the package @param options.declarations where tsc has put them, as in the repository
 * @param options.entries subpath ('.', './hono') → file without its ending, from the root
 * @param options.types the folder for the rolled up files, each named after its subpath
 * @param options.update writes the reports anew in place of comparing
 * @returns the reports that differ, as paths from the root
 */
export function rollUpTypes({ name, declarations, entries, types, update }) {
  mkdirSync(REPORTS, { recursive: true });
  const temporary = path.join(path.dirname(declarations), 'reports');
  // api-extractor wants a package.json, whose name it doesn't use, and a tsconfig.json of its own compiler.
  const here = path.dirname(declarations);
  writeFileSync(path.join(here, 'package.json'), JSON.stringify({ name, version: '0.0.0' }));
  const compilerOptions = {
    target: 'es2022',
    module: 'esnext',
    moduleResolution: 'bundler',
    lib: ['es2022', 'esnext.disposable', 'dom', 'dom.iterable', 'dom.asynciterable'],
    types: ['node'],
    strict: true,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
    noEmit: true,
  };
  const changed = [];
  for (const [subpath, file] of Object.entries(entries)) {
    const entry = fileNameOf(subpath);
    const report = `${[name, ...(subpath === '.' ? [] : [entry])].join('.')}.api.md`;
    const mainEntryPointFilePath = path.join(declarations, `${file}.d.ts`);
    const config = ExtractorConfig.prepare({
      configObject: {
        projectFolder: here,
        mainEntryPointFilePath,
        compiler: { overrideTsconfig: { compilerOptions, files: [mainEntryPointFilePath] } },
        apiReport: {
          enabled: true,
          reportFileName: report,
          reportFolder: REPORTS,
          reportTempFolder: temporary,
          includeForgottenExports: false,
        },
        docModel: { enabled: false },
        dtsRollup: { enabled: true, untrimmedFilePath: path.join(types, `${entry}.d.ts`) },
        tsdocMetadata: { enabled: false },
        newlineKind: 'lf',
        messages: QUIET,
      },
      configObjectFullPath: undefined,
      packageJsonFullPath: path.join(here, 'package.json'),
    });
    const result = Extractor.invoke(config, { localBuild: update, messageCallback });
    if (!result.succeeded && result.errorCount > 0)
      throw new Error(`The types of ${name} ${subpath} can’t be rolled up.`);
    if (!update && (result.apiReportChanged || !existsSync(path.join(REPORTS, report)))) changed.push(`etc/${report}`);
  }
  rmSync(temporary, { recursive: true, force: true });
  return changed;
}

/** '.' → 'index', './hono' → 'hono' */
export const fileNameOf = (subpath) => (subpath === '.' ? 'index' : subpath.slice(2));

/** The house's own comments are no TSDoc, and names that only types refer to stay private. */
const none = { logLevel: 'none' };
const QUIET = {
  compilerMessageReporting: { default: { logLevel: 'error' } },
  extractorMessageReporting: { default: none },
  tsdocMessageReporting: { default: none },
};

/** It would print its own version, the compiler's, and a hint for each changed report. */
function messageCallback(message) {
  if (message.category === 'console') message.handled = true;
}
