export function roomOf(file: string): string | undefined;
export function wrongWays(file: string, text: string): string[];
