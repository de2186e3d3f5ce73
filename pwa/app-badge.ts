/** The Badging API, of which some browsers have nothing. The page's navigator and the worker's. */
interface BadgeApi {
  setAppBadge?(count: number): Promise<void>;
  clearAppBadge?(): Promise<void>;
}

/** Puts the number of waiting requests on the app's icon. Refused where the app isn't installed; it is a nicety. */
export async function setAppBadge(navigator: BadgeApi, count: number): Promise<void> {
  await (count > 0 ? navigator.setAppBadge?.(count) : navigator.clearAppBadge?.())?.catch(() => undefined);
}
