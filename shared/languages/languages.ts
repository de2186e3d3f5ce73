/**
 * The languages that Nod speaks. A new one is a row here, and a folder of its words wherever this list is asked for one: the
 * compiler names each place (docs/translating.md).
 */
export const LANGUAGES = ['en', 'de', 'fr', 'es', 'ar', 'ja'] as const;

export type Language = (typeof LANGUAGES)[number];

interface Traits {
  /** As its speakers call it: what somebody looks for who has landed in a language that they can't read. */
  readonly name: string;
  /** For Intl. Digits are the same everywhere, since codes are compared across screens: Arabic is written with Latin ones. */
  readonly locale: string;
  readonly direction: 'ltr' | 'rtl';
}

const TRAITS: Readonly<Record<Language, Traits>> = {
  en: { name: 'English', locale: 'en-GB', direction: 'ltr' },
  de: { name: 'Deutsch', locale: 'de', direction: 'ltr' },
  fr: { name: 'Français', locale: 'fr', direction: 'ltr' },
  es: { name: 'Español', locale: 'es', direction: 'ltr' },
  ar: { name: 'العربية', locale: 'ar-u-nu-latn', direction: 'rtl' },
  ja: { name: '日本語', locale: 'ja', direction: 'ltr' },
};

export function traitsOf(language: Language): Traits {
  return TRAITS[language];
}

export function isLanguage(tag: unknown): tag is Language {
  return LANGUAGES.some((language) => language === tag);
}

/**
 * The first of the wanted languages that there is, whatever its region: "de-AT" is German.
 * @param wanted BCP 47 tags, best first, as `navigator.languages` has them
 */
export function bestLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const [language] = tag.toLowerCase().split('-');
    if (isLanguage(language)) return language;
  }
  return 'en';
}

/**
 * The same for a header of HTTP (RFC 9110, 12.5.4): best weight first, a weight of 0 means never.
 * @param header of a stranger; whatever isn't understood in it counts for nothing
 */
export function languageAccepted(header: string | undefined): Language {
  const ranges = (header ?? '')
    .slice(0, 400)
    .split(',')
    .flatMap((part) => {
      const [tag = '', ...params] = part.trim().split(/\s*;\s*/);
      const weight = params.find((param) => /^q=/i.test(param))?.slice(2);
      const q = weight === undefined ? 1 : Number(weight);
      return tag !== '' && q > 0 && q <= 1 ? [{ tag, q }] : [];
    });
  return bestLanguage(ranges.sort((a, b) => b.q - a.q).map(({ tag }) => tag));
}
