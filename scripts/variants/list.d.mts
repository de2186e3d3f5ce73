import type { Variant } from '../variants.mjs';

export const VARIANTS: readonly Variant[];
