export const ARCHITECTURES: Readonly<Record<string, string>>;
export function buildDeb(options: { arch: string; compression?: readonly string[] }): string;
