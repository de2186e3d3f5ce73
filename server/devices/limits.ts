/** The numbers of trusted registration in one place; docs/protocol.md names them too. */

/** A ticket lives 10 minutes (NIST SP 800-63B-4 section 3.1.3.1 and 4.1.2.1 allow no more). */
export const ENROLLMENT_LIFETIME_MS = 10 * 60_000;
/** Claims tried against one ticket, the right one included. */
export const ENROLLMENT_TRIES = 5;
/** A test push has to be answered within this time. */
export const TEST_LIFETIME_MS = 5 * 60_000;
/** Two test pushes to one device are at least this far apart: an endpoint is somebody's telephone. */
export const TEST_INTERVAL_MS = 10_000;
/** A device that was not activated by then has to pair again. */
export const PENDING_LIFETIME_MS = 60 * 60_000;
/** Devices a user may have at once, pending and suspended ones included (N13 wants several, not endlessly many). */
export const DEVICES_PER_USER = 20;
/** last_seen_ms is a fact for people: a minute is exact enough, and spares a write on each call. */
export const LAST_SEEN_STEP_MS = 60_000;
/** A registration webhook that has not answered by then has refused. */
export const WEBHOOK_TIMEOUT_MS = 5_000;
