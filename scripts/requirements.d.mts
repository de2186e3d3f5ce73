export interface NamedTest {
  file: string;
  name: string;
}
export const REQUIREMENTS: Record<string, Record<string, string>>;
export function idsIn(name: string): string[];
export function testsIn(text: string): { name: string; ids: string[] }[];
export function testsById(sources: Record<string, string>): { tests: Map<string, NamedTest[]>; unknown: string[] };
export function pageOf(tests: Map<string, NamedTest[]>): string;
export function shownOn(page: string): string[];
export function lost(page: string, tests: Map<string, NamedTest[]>): string[];
