/** The public entry for any runner of tests: `import { startNod } from 'nod-testing'`. */

export type { ApplicationOptions, TestApplication } from './application.ts';
export { type Asked, type AskedPhone, type ExpectedAsk, hasBeenAsked, hasBeenAskedNothing } from './asked.ts';
export type { TestClock } from './clock.ts';
export { type NodOptions, startNod, type TestNod } from './server.ts';
export type { SoftwarePhone } from './software-phone.ts';
export { PhoneError, type TestPhone } from './test-phone.ts';
