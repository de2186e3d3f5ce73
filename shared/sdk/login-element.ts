/** The package `nod-sdk/login-element`: <nod-login> for a page that has a bundler, or import maps. */
export type { Ending, LoginWords } from './login-words.ts';
export { defineNodLogin, type LoginEventDetail, NodLoginElement } from './nod-login.ts';
