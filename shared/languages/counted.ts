type Forms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>;

/**
 * Says how many there are in the plural form that the language has for that number. `#` in a form is the number itself.
 * @param locale such as "ar-u-nu-latn"
 * @returns a function: `counted(2, { one: '# try left', other: '# tries left' })` gives "2 tries left"
 */
export function countedIn(locale: string): (count: number, forms: Forms) => string {
  // Made when they are first needed: a browser without the language's data says so only then, and words need no start-up time.
  let rules: Intl.PluralRules | undefined;
  let numbers: Intl.NumberFormat | undefined;
  return (count, forms) => {
    rules ??= new Intl.PluralRules(locale);
    numbers ??= new Intl.NumberFormat(locale);
    const form = forms[rules.select(count)] ?? forms.other;
    return form.replaceAll('#', numbers.format(count));
  };
}
