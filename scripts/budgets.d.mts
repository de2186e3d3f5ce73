type Files = Record<string, Uint8Array>;
export function checkBudget(files: Files, where: string, part: string, entries: readonly string[]): void;
export function scriptsOf(text: string, directory: string): string[];
