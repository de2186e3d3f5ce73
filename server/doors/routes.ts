import { challengeRoutes as deviceChallengeRoutes } from './device/challenges.ts';
import { deviceRoutes as ownDeviceRoutes } from './device/devices.ts';
import { enrollmentRoutes as pairingRoutes } from './device/enrollments.ts';
import { eventRoutes } from './device/events.ts';
import { selfRoutes } from './device/self.ts';
import { serverRoutes } from './device/server.ts';
import { documentRoutes } from './operations/documents.ts';
import { healthRoutes } from './operations/health.ts';
import { metricsRoutes } from './operations/metrics.ts';
import { sessionRoutes } from './pushauth/sessions.ts';
import { applicationRoutes } from './rest/application.ts';
import { challengeRoutes } from './rest/challenges.ts';
import { deviceRoutes } from './rest/devices.ts';
import { enrollmentRoutes } from './rest/enrollments.ts';
import { userRoutes } from './rest/users.ts';
import type { Route } from './route.ts';

/** Every route of every door. What isn't here doesn't exist. */
export const ROUTES: readonly Route[] = [
  ...challengeRoutes,
  ...enrollmentRoutes,
  ...userRoutes,
  ...deviceRoutes,
  ...applicationRoutes,
  ...sessionRoutes,
  ...serverRoutes,
  ...pairingRoutes,
  ...selfRoutes,
  ...deviceChallengeRoutes,
  ...ownDeviceRoutes,
  ...eventRoutes,
  ...documentRoutes,
  ...healthRoutes,
  ...metricsRoutes,
];
