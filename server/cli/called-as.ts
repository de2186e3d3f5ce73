/**
 * A command line in a text: `nod app list`, `nod --help`, `nod COMMAND --help`. Not `nod:`, `nod_…` or Nod itself, nor a user
 * of that name. The words are the first ones of all commands (run.ts); a test holds the two together.
 */
const COMMAND_LINE =
  /(?<![\w./@-])nod (?=(?:app|user|realm|keys|enroll|devices?|trust|revoke|bypass|events|webhook|backup|restore|ask|receipt|hook|mcp|serve|doctor|help|--help|COMMAND)\b)/g;

/**
 * Texts say `nod …`. A person who has no such program on the PATH is told what to type instead, so that every command line
 * works as it was printed.
 * @param calledAs what stands for `nod` here, such as `npm run -s nod --`; undefined for `nod` itself
 */
export function asCalled(text: string, calledAs: string | undefined): string {
  return calledAs ? text.replace(COMMAND_LINE, () => `${calledAs} `) : text;
}
