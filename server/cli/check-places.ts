import { openPlaces, PlacesError } from '../net/places.ts';
import type { Config } from '../settings/config.ts';
import type { CheckResult } from './check-server.ts';

const DAY_MS = 86_400_000;
/** Networks move on: after a year many an address is said to be where it no longer is. */
const OLD_DAYS = 365;

/** Says whether addresses have places, and of when these are. */
export async function checkPlaces({ placesFile }: Pick<Config, 'placesFile'>, nowMs: number): Promise<CheckResult> {
  const check = 'places';
  if (placesFile === undefined) {
    return { check, status: 'ok', detail: 'none are read (NOD_PLACES is not set): addresses are shown without' };
  }
  try {
    const { type, builtAtMs } = await openPlaces(placesFile);
    const ageDays = Math.max(0, Math.floor((nowMs - builtAtMs) / DAY_MS));
    const detail = `${type} of ${new Date(builtAtMs).toISOString().slice(0, 10)}, ${ageDays} days old`;
    if (ageDays <= OLD_DAYS) return { check, status: 'ok', detail };
    return {
      check,
      status: 'warning',
      detail,
      next: `Put a newer one in place of ${placesFile}, then restart the server.`,
    };
  } catch (error) {
    if (!(error instanceof PlacesError)) throw error;
    return {
      check,
      status: 'failed',
      detail: `${placesFile} can’t be used: ${error.message}`,
      next: 'Set NOD_PLACES to a database of places in MaxMind’s format (.mmdb), or leave it out: the server doesn’t start like this.',
    };
  }
}
