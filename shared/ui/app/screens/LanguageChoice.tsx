import { useEffect, useId, useState } from 'preact/hooks';
import { isLanguage, LANGUAGES, type Language, traitsOf } from '../../../languages/languages.ts';
import { FieldNote } from '../../Field.tsx';
import { Section } from '../../Screen.tsx';
import { languageWords as text } from '../../words/language-words.ts';
import { chooseHere, chosenHere } from '../speak-here.ts';

/** Which language Nod speaks here: each by the name that its speakers know it by. It takes effect at once. */
export function LanguageChoice() {
  const id = useId();
  const [chosen, setChosen] = useState<Language | undefined>();
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    chosenHere().then(setChosen, () => undefined);
  }, []);
  const choose = async (wanted: string) => {
    const language = isLanguage(wanted) ? wanted : undefined;
    setChosen(language);
    setFailed(false);
    try {
      await chooseHere(language);
    } catch {
      setFailed(true);
      setChosen(await chosenHere().catch(() => undefined));
    }
  };
  return (
    <Section title={text.title}>
      <div class="nod-field">
        <select
          class="nod-field__input"
          aria-label={text.title}
          aria-describedby={id}
          value={chosen ?? ''}
          onChange={(event) => choose(event.currentTarget.value)}
        >
          <option value="">{text.asBrowser}</option>
          {LANGUAGES.map((language) => (
            <option key={language} value={language} lang={language} dir={traitsOf(language).direction}>
              {traitsOf(language).name}
            </option>
          ))}
        </select>
        <FieldNote id={id} problem={failed ? text.failed : undefined} />
      </div>
    </Section>
  );
}
