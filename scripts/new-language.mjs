import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isLanguage, traitsOf } from '../shared/languages/languages.ts';

/**
 * `node scripts/new-language.mjs it`: copies every file of words from English, typed as a translation, for somebody to translate
 * (docs/translating.md). A language that is there, even in part, is left alone: nobody's translation is overwritten.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const [language] = process.argv.slice(2);
if (!/^[a-z]{2,3}$/.test(language ?? '')) {
  console.error('Say which language, such as `node scripts/new-language.mjs it`.');
  process.exit(64);
}

const locale = isLanguage(language) ? traitsOf(language).locale : language;
const APP = 'shared/ui/words';
const made = new Map();
const english = readdirSync(path.join(root, APP)).filter((file) => /-(words|errors)\.ts$/.test(file));
for (const file of english) put(`${APP}/${language}/${file}`, translation(file, read(`${APP}/${file}`)));
const { first, later } = parts();
put(`${APP}/${language}/first.ts`, index(first));
put(`${APP}/${language}/later.ts`, index(later));
for (const folder of ['shared/authenticator/words', 'shared/authenticator/happened', 'server/words', 'demo/words']) {
  if (existsSync(path.join(root, folder, 'en.ts'))) put(`${folder}/${language}.ts`, ofOneFile(read(`${folder}/en.ts`)));
}
put(
  `server/doors/account/words/${language}.ts`,
  read('server/doors/account/account-words.ts')
    .replace(/\n\/\*\* The same in any language[\s\S]*$/, '')
    .replace('export const accountWords = {', 'export const accountWords: AccountPageWords = {')
    .replace(/^/, "import type { AccountPageWords } from '../account-words.ts';\n\n")
    .replaceAll("'en-GB'", `'${locale}'`),
);
for (const [file, name, type] of [
  ['login-words.ts', 'loginWords', 'LoginWords'],
  ['fallback-words.ts', 'fallbackWords', 'FallbackWords'],
]) {
  put(`shared/sdk/words/${language}/${file}`, ofLogin(read(`shared/sdk/${file}`), file, name, type));
}
put(`extension/public/_locales/${language}/messages.json`, read('extension/public/_locales/en/messages.json'));
writeAll();

function read(file) {
  return readFileSync(path.join(root, file), 'utf8');
}

function put(file, text) {
  made.set(path.join(root, file), text);
}

function writeAll() {
  const there = [...made.keys()].find((file) => existsSync(file));
  if (there !== undefined) {
    console.error(
      `${path.relative(root, there)} is there already. Nothing was changed: translate the files that are there.`,
    );
    process.exit(1);
  }
  for (const [file, text] of made) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

/** Functions that only look something up in the catalogue stay in the English file; those that make sentences come along. */
function translation(file, text) {
  const [, name] = /^export const (\w+) = (?:spoken|described)\(/m.exec(text);
  const start = text.search(/^export const \w+ = (?:spoken|described)\(/m);
  const end = start + text.slice(start).search(/^\}\);$/m);
  const blocks = text.slice(end + '});'.length).split(/\n\n(?=\/\*\*|export |function |const )/);
  const making = blocks.filter((block) => block.trim() !== '' && !block.includes(name));
  const own = [`${text.slice(0, end)}};`, ...making]
    .join('\n\n')
    .replace(/^import \{ spoken \}.*\n/m, '')
    .replace(/^import \{ described \}.*\n/m, '')
    .replace(/^export type \{.*\n/m, '')
    .replace(/, described\b/g, '')
    .replace(/^export const (\w+) = (?:spoken|described)\('\w+', \{/m, 'export const $1: typeof english = {')
    .replace(/(from ')(\.\.\/[^']+)'/g, "$1../$2'")
    .replace(/(from ')\.\/(here|described)\.ts'/g, "$1../$2.ts'")
    .replaceAll("'en-GB'", `'${locale}'`);
  return `import type { ${name} as english } from '../${file}';\n${own.trimEnd()}\n`;
}

/** A file with one catalogue: its English twin says the type. */
function ofOneFile(text) {
  const [, type] =
    /^export type (\w+) = (?:typeof \w+|Translated<typeof \w+>);$/m.exec(text) ?? /^export interface (\w+)/m.exec(text);
  const own = text
    .replace(/^import \{ spoken \}.*\n/m, '')
    .replace(/^export type \w+ = .*\n/m, '')
    .replace(/^import type \{ Translated \}.*\n/gm, '')
    .replace(/^export const (\w+) = (?:spoken\('\w+', )?\{$/m, `export const $1: ${type} = {`)
    .replace(/^\}\);$/m, '};')
    .replaceAll("'en-GB'", `'${locale}'`);
  return `import type { ${type} } from './en.ts';\n${own.trimEnd()}\n`;
}

/** <nod-login>: the type stays in the English file. */
function ofLogin(text, file, name, type) {
  const english = new RegExp(`^export const \\w+: ${type} = `, 'm');
  const before = text
    .slice(0, text.search(english))
    .split('\n\n')
    .filter((block) => /^const /.test(block.trim()));
  const own = [...before, text.slice(text.search(english)).replace(english, `export const ${name}: ${type} = `)]
    .join('\n\n')
    .replace('fallback: englishFallbackWords', 'fallback: fallbackWords')
    .replaceAll("ListFormat('en')", `ListFormat('${locale}')`);
  const fallback = own.includes('fallbackWords,') ? "import { fallbackWords } from './fallback-words.ts';\n" : '';
  return `import type { ${type} } from '../../${file}';\n${fallback}\n${own.trimEnd()}\n`;
}

/** Which file is in which part is read off the type that both have to have. */
function parts() {
  const text = read(`${APP}/catalogue.ts`);
  const [, firstRows, laterRows] =
    /interface FirstWords \{([\s\S]*?)\n\}[\s\S]*interface LaterWords \{([\s\S]*?)\n\}/.exec(text);
  const names = (rows) => [...rows.matchAll(/readonly (\w+):/g)].map(([, name]) => name);
  return { first: names(firstRows), later: names(laterRows) };
}

function index(names) {
  const fileOf = (name) => {
    if (name === 'notificationWords') return `../../../authenticator/words/${language}.ts`;
    if (name === 'happenedWords') return `../../../authenticator/happened/${language}.ts`;
    return `./${english.find((file) => new RegExp(`^export const ${name} = `, 'm').test(read(`${APP}/${file}`)))}`;
  };
  return names
    .map((name) => `export { ${name} } from '${fileOf(name)}';\n`)
    .sort()
    .join('');
}
