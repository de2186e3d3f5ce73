import { defineNodLogin } from '../../shared/sdk/nod-login.ts';

/** The page heard of a yes: it asks the server to finish, which looks at the receipt itself. */
document.addEventListener('nod-approved', () => {
  document.querySelector<HTMLFormElement>('#finish')?.requestSubmit();
});
defineNodLogin();
