import { defineNodLogin } from './nod-login.ts';

/** The file `nod-login.js` of the package, for a plain script tag: it registers <nod-login>, and does nothing else. */
defineNodLogin();
