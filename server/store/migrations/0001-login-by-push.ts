import type { Dialect } from '../migrations.ts';

/**
 * The first tables (../tables/ says what the columns mean). Indexes are few, since each costs time at every login. They
 * are chosen so that no query of a login looks at more rows than the user has: it must not matter whether a thousand or
 * a million devices are enrolled.
 *
 * Events hold ids without foreign keys: the log outlives the rows that it tells of.
 */
export function loginByPush({ text, integer, serial, table, rowless }: Dialect): string[] {
  return [
    `create table applications (
      id ${text} not null primary key,
      name ${text} not null,
      origins ${text} not null,
      match ${text} not null,
      digits ${integer} not null,
      ttl_seconds ${integer} not null,
      reveal_denial ${integer} not null,
      webhook_url ${text},
      webhook_username ${text},
      webhook_password_sealed ${text},
      created_at_ms ${integer} not null
    )${table}`,

    `create table api_keys (
      id ${text} not null primary key,
      application_id ${text} not null references applications (id) on delete cascade,
      secret_hash ${text} not null,
      scopes ${text} not null,
      created_at_ms ${integer} not null,
      expires_at_ms ${integer}
    )${table}`,
    'create index api_keys_application on api_keys (application_id)',

    `create table users (
      id ${text} not null primary key,
      username ${text} not null,
      display_name ${text} not null,
      consecutive_failures ${integer} not null,
      blocked_until_ms ${integer} not null,
      last_success_ms ${integer} not null,
      created_at_ms ${integer} not null
    )${table}`,
    'create unique index users_username on users (username)',

    `create table enrollments (
      id ${text} not null primary key,
      user_id ${text} not null references users (id) on delete cascade,
      application_id ${text} references applications (id) on delete cascade,
      lookup ${text} not null,
      code_mac ${text} not null,
      token_hash ${text} not null,
      state ${text} not null,
      tries_left ${integer} not null,
      nonce_hash ${text},
      created_at_ms ${integer} not null,
      expires_at_ms ${integer} not null
    )${table}`,
    'create unique index enrollments_token on enrollments (token_hash)',
    'create index enrollments_lookup on enrollments (lookup, state)',
    'create index enrollments_user on enrollments (user_id, state)',

    `create table devices (
      id ${text} not null primary key,
      user_id ${text} not null references users (id) on delete cascade,
      enrollment_id ${text} not null,
      kind ${text} not null,
      name ${text} not null,
      platform ${text} not null,
      state ${text} not null,
      jwk ${text} not null,
      thumbprint ${text} not null,
      delivery ${text} not null,
      endpoint ${text},
      p256dh ${text},
      auth ${text},
      vapid_key_id ${text},
      push_health ${text} not null,
      push_health_at_ms ${integer} not null,
      test_nonce_hash ${text},
      test_expires_at_ms ${integer} not null,
      created_at_ms ${integer} not null,
      activated_at_ms ${integer},
      last_seen_ms ${integer} not null,
      revoked_at_ms ${integer}
    )${table}`,
    'create unique index devices_thumbprint on devices (thumbprint)',
    'create index devices_user on devices (user_id, state)',
    'create index devices_enrollment on devices (enrollment_id)',

    `create table challenges (
      id ${text} not null primary key,
      user_id ${text} not null references users (id) on delete cascade,
      application_id ${text} not null references applications (id) on delete cascade,
      state ${text} not null,
      jws ${text} not null,
      match ${text} not null,
      digits ${integer} not null,
      code_mac ${text},
      attempts ${integer} not null,
      door ${text},
      source_ip ${text} not null,
      created_at_ms ${integer} not null,
      expires_at_ms ${integer} not null,
      final_at_ms ${integer},
      decided_by ${text},
      decision_jws ${text},
      receipt_jws ${text}
    )${table}`,
    // At most one pending challenge per user and application, even when two are created at once. Queries for this index
    // or challenges_pending write the state as a literal: SQLite can't match a bound value with a partial index.
    `create unique index challenges_one_pending on challenges (user_id, application_id) where state = 'pending'`,
    'create index challenges_user on challenges (user_id, created_at_ms)',
    `create index challenges_pending on challenges (expires_at_ms) where state = 'pending'`,

    `create table deliveries (
      challenge_id ${text} not null references challenges (id) on delete cascade,
      device_id ${text} not null references devices (id) on delete cascade,
      state ${text} not null,
      attempts ${integer} not null,
      status_code ${integer} not null,
      next_attempt_ms ${integer},
      updated_at_ms ${integer} not null,
      primary key (challenge_id, device_id)
    )${rowless}`,
    'create index deliveries_due on deliveries (next_attempt_ms) where next_attempt_ms is not null',

    `create table quarantines (
      user_id ${text} not null references users (id) on delete cascade,
      application_id ${text} not null references applications (id) on delete cascade,
      strikes ${integer} not null,
      until_ms ${integer} not null,
      primary key (user_id, application_id)
    )${rowless}`,

    `create table events (
      id ${serial},
      at_ms ${integer} not null,
      type ${text} not null,
      user_id ${text},
      application_id ${text},
      challenge_id ${text},
      device_id ${text},
      source_ip ${text},
      device_ip ${text},
      detail ${text} not null
    )${table}`,
    'create index events_user on events (user_id, id)',
    'create index events_application on events (application_id, id)',

    `create table idempotency_keys (
      id ${text} not null primary key,
      request_hash ${text} not null,
      status ${integer} not null,
      body_sealed ${text} not null,
      created_at_ms ${integer} not null
    )${table}`,
    'create index idempotency_keys_age on idempotency_keys (created_at_ms)',

    `create table used_proofs (
      id ${text} not null primary key,
      expires_at_ms ${integer} not null
    )${rowless}`,
    'create index used_proofs_age on used_proofs (expires_at_ms)',
  ];
}
