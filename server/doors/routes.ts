import { announcementRoutes } from './device/announcements.ts';
import { challengeRoutes as deviceChallengeRoutes, eventRoutes } from './device/challenges.ts';
import { deviceRoutes, selfRoutes } from './device/devices.ts';
import { fallbackRoutes as deviceFallbackRoutes } from './device/fallbacks.ts';
import { pairingRoutes } from './device/pairing.ts';
import { recoveryRoutes } from './device/recovery.ts';
import { registrationRoutes } from './device/registration.ts';
import { totpRoutes } from './device/totp.ts';
import { trustRoutes } from './device/trust.ts';
import { verifierApprovalRoutes } from './device/verifier-approval.ts';
import { vouchingRoutes } from './device/vouching.ts';
import { documentRoutes } from './operations/documents.ts';
import { healthRoutes } from './operations/health.ts';
import { metricsRoutes } from './operations/metrics.ts';
import { sessionRoutes } from './pushauth/sessions.ts';
import { applicationRoutes } from './rest/application.ts';
import { challengeRoutes } from './rest/challenges.ts';
import { fallbackRoutes } from './rest/fallbacks.ts';
import { userRoutes } from './rest/users.ts';
import type { Route } from './route.ts';

/** Every route of every door, in the order of the OpenAPI document. A route that isn't here doesn't exist. */
export const ROUTES: readonly Route[] = [
  ...challengeRoutes,
  ...fallbackRoutes,
  ...userRoutes,
  ...applicationRoutes,
  ...sessionRoutes,
  ...pairingRoutes,
  ...selfRoutes,
  ...deviceChallengeRoutes,
  ...deviceRoutes,
  ...announcementRoutes,
  ...deviceFallbackRoutes,
  ...totpRoutes,
  ...trustRoutes,
  ...verifierApprovalRoutes,
  ...vouchingRoutes,
  ...recoveryRoutes,
  ...registrationRoutes,
  ...eventRoutes,
  ...documentRoutes,
  ...healthRoutes,
  ...metricsRoutes,
];
