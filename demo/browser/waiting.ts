import { defineNodLogin } from '../../shared/sdk/nod-login.ts';

/** The page was told of a yes and asks the server to finish. The server looks at the receipt itself. */
document.addEventListener('nod-approved', () => {
  document.querySelector<HTMLFormElement>('#finish')?.requestSubmit();
});
defineNodLogin();
