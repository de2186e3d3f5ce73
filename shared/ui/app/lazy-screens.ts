import { lazyScreen } from './lazy-screen.ts';

/** Screens that several others lead to: loaded when they are opened. */
export const LetIn = lazyScreen(() => import('./screens/LetIn.tsx').then((file) => file.LetIn));
export const WhichIsThis = lazyScreen(() => import('./screens/WhichIsThis.tsx').then((file) => file.WhichIsThis));
export const RecoveryCodes = lazyScreen(() => import('./screens/RecoveryCodes.tsx').then((file) => file.RecoveryCodes));
export const RecoverByCode = lazyScreen(() => import('./screens/RecoverByCode.tsx').then((file) => file.RecoverByCode));
export const LetInByCode = lazyScreen(() => import('./screens/RecoverByCode.tsx').then((file) => file.LetInByCode));
