export interface Variant {
  readonly name: string;
  readonly file: string;
  readonly old: string;
  readonly weaker: string;
  readonly tests: readonly string[];
  readonly named: string;
}
export function weaken(source: string, variant: Pick<Variant, 'name' | 'old' | 'weaker'>): string;
export function hashOf(variant: Variant): string;
