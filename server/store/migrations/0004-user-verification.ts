import type { Dialect } from '../migrations.ts';

/**
 * Whether an application wants the person verified (accounts/policy.ts), and the WebAuthn credential
 * with which a device shows that. A device has at most one, which is deleted with it (devices/verifier.ts).
 */
export function userVerification({ text, integer, table }: Dialect): string[] {
  return [
    `alter table applications add column user_verification ${text} not null default 'discouraged'`,
    `create table verifiers (
      device_id ${text} not null primary key,
      credential_id ${text} not null,
      jwk ${text} not null,
      rp_id_hash ${text} not null,
      origin ${text} not null,
      sign_count ${integer} not null,
      created_at_ms ${integer} not null
    )${table}`,
  ];
}
