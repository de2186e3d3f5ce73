import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';
import { serveParent } from './children.ts';

/**
 * The peer: the CIBA grant of oidc-provider, the widest used implementation in this language of asking for an approval
 * out of band. Alone in its process as the server is, with as little around it as it allows: its own adapter in memory,
 * nobody is rung, every request is approved on the spot. It signs one ID token per grant (ES256).
 */
const CIBA_GRANT = 'urn:openid:params:grant-type:ciba';
const MEANS = { acr: 'urn:nod:bench', amr: ['mca'] };

const served = {
  /** @returns where it listens, and the client that it knows, for client_secret_basic */
  async start(issuer: string) {
    const client = { client_id: 'bench', client_secret: randomBytes(24).toString('base64url') };
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const provider: Provider = new Provider(issuer, {
      clients: [
        {
          ...client,
          grant_types: [CIBA_GRANT],
          response_types: [],
          redirect_uris: [],
          token_endpoint_auth_method: 'client_secret_basic',
          id_token_signed_response_alg: 'ES256',
          backchannel_token_delivery_mode: 'poll',
        },
      ],
      jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), alg: 'ES256', use: 'sig' }] },
      cookies: { keys: [randomBytes(24).toString('base64url')] },
      findAccount: (_, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
      ttl: { AccessToken: 600, BackchannelAuthenticationRequest: 120, Grant: 600, IdToken: 600 },
      features: {
        devInteractions: { enabled: false },
        ciba: {
          enabled: true,
          deliveryModes: ['poll'],
          processLoginHint: (_, loginHint = '') => loginHint,
          processLoginHintToken: () => undefined,
          validateBindingMessage: () => undefined,
          validateRequestContext: () => undefined,
          verifyUserCode: () => undefined,
          async triggerAuthenticationDevice(_, request, account, { clientId }) {
            const grant = new provider.Grant({ accountId: account.accountId, clientId });
            grant.addOIDCScope('openid');
            await grant.save();
            await provider.backchannelResult(request, grant, { ...MEANS, authTime: Math.floor(Date.now() / 1000) });
          },
        },
      },
    });
    const server = createServer(provider.callback());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return {
      port: (server.address() as AddressInfo).port,
      clientId: client.client_id,
      clientSecret: client.client_secret,
    };
  },
};

export type PeerProcess = typeof served;

serveParent(served);
