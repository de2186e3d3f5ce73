/** As far as it is used here; the platform's own types have no Trusted Types yet. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(address: string): string },
  ): { createScriptURL(address: string): string };
}

/**
 * The address of a worker, in the form that registering it takes. It comes from the only policy that pages beside the keys may
 * have (`trusted-types nod` in their Content-Security-Policy), which lets nothing else through: so no text becomes markup or
 * script in them, wherever it came from (https://w3c.github.io/trusted-types/).
 *
 * To be called once per page: a second policy of this name is refused. Browsers without Trusted Types (Firefox before 148,
 * Safari before 26) get the address as it is.
 */
export function trustedWorker(worker: '/sw.js' | '/push/worker.js'): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  if (trustedTypes === undefined) return worker;
  const policy = trustedTypes.createPolicy('nod', {
    createScriptURL(address) {
      if (address !== worker) throw new TypeError('not the address of the worker');
      return address;
    },
  });
  return policy.createScriptURL(worker);
}
