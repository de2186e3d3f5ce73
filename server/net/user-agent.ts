/** What the approval screen says about a browser: name with major version, and the system it runs on. */
interface UserAgentNames {
  browser?: string;
  os?: string;
}

/** In this order: most browsers also carry the names of the browsers that they descend from. */
const BROWSERS: readonly [name: string, pattern: RegExp][] = [
  ['Edge', /\b(?:Edg|EdgA|EdgiOS)\/(\d{1,4})/],
  ['Opera', /\b(?:OPR|OPT|OPiOS)\/(\d{1,4})/],
  ['Samsung Internet', /\bSamsungBrowser\/(\d{1,4})/],
  ['Vivaldi', /\bVivaldi\/(\d{1,4})/],
  ['Firefox', /\b(?:Firefox|FxiOS)\/(\d{1,4})/],
  ['Chrome', /\b(?:Chrome|CriOS|HeadlessChrome)\/(\d{1,4})/],
  ['Chromium', /\bChromium\/(\d{1,4})/],
  ['Safari', /\bVersion\/(\d{1,4})[.\d]* (?:Mobile\/\S+ )?Safari\//],
  ['curl', /^curl\/(\d{1,4})/],
];

const SYSTEMS: readonly [name: string, pattern: RegExp][] = [
  ['iPadOS', /\biPad\b/],
  ['iOS', /\b(?:iPhone|iPod)\b/],
  ['Android', /\bAndroid\b/],
  ['Windows', /\bWindows\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['macOS', /\bMac(?:intosh|OS| OS X)\b/],
  ['Linux', /\b(?:Linux|X11)\b/],
];

/**
 * Names browser and system. Versions of systems are left out: browsers freeze them. An unknown name is left out, never
 * guessed, and nothing of the header itself is shown: its sender can write anything into it.
 */
export function describeUserAgent(userAgent: string): UserAgentNames {
  const names: UserAgentNames = {};
  for (const [name, pattern] of BROWSERS) {
    const version = pattern.exec(userAgent)?.[1];
    if (version !== undefined) {
      names.browser = `${name} ${Number(version)}`;
      break;
    }
  }
  const os = SYSTEMS.find(([, pattern]) => pattern.test(userAgent));
  if (os !== undefined) names.os = os[0];
  return names;
}
