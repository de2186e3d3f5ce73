import { render, type VNode } from 'preact';
import { isLanguage } from '../../languages/languages.ts';
import { translateAll } from '../../languages/spoken.ts';
import { HereContext } from '../words/here.ts';
import { laterWords, speak } from '../words/speak.ts';
import { bare, watched } from './isolation.ts';
import { given, pseudo, textsIn, unspokenOn } from './pseudo.ts';

type Scenes = Readonly<Record<string, () => VNode>>;

/** One scene (`?scene=request`), or the list of them. `?here=computer` says "this computer"; `?lang=ar` speaks Arabic. */
function Gallery({ scenes }: { scenes: Scenes }) {
  const query = new URLSearchParams(location.search);
  const scene = scenes[query.get('scene') ?? ''];
  if (scene !== undefined) {
    return (
      <HereContext.Provider value={query.get('here') === 'computer' ? 'computer' : 'phone'}>
        {scene()}
      </HereContext.Provider>
    );
  }
  return (
    <main>
      <h1>Gallery</h1>
      <ul>
        {Object.keys(scenes).map((name) => (
          <li key={name}>
            <a href={`?scene=${name}`}>{name}</a>
          </li>
        ))}
      </ul>
    </main>
  );
}

const root = document.getElementById('gallery');
if (root !== null) {
  await speakAs(new URLSearchParams(location.search).get('lang') ?? 'en');
  // Once the language is set: samples are put together while their file is loaded.
  const { scenes } = await import('./scenes.tsx');
  const samples = [await import('./samples.ts'), await import('./trust-samples.ts')];
  for (const text of samples.flatMap((one) => textsIn({ ...one }))) given.add(text);
  Object.assign(window, { nodUnspoken: () => unspoken(scenes), nodBare: () => unisolated(scenes) });
  render(<Gallery scenes={scenes} />, root);
}

/** `?lang=de`, or `pseudo`: then `nodUnspoken()` goes through all scenes, and says what they say past the catalogue. */
async function speakAs(language: string): Promise<void> {
  if (language === 'pseudo') {
    translateAll(pseudo);
  } else if (isLanguage(language)) {
    await speak(language, document.documentElement);
    await laterWords();
  }
}

async function unspoken({ pads: _ownWords, ...scenes }: Scenes): Promise<string[]> {
  return throughAll(scenes, (place) => unspokenOn(place, given));
}

/** The same for names that a sentence got without being isolated; where the page is in Arabic. */
async function unisolated(scenes: Scenes): Promise<string[]> {
  // Once all words are there: what is loaded after this would be English.
  translateAll(watched);
  return throughAll(scenes, () => {
    const found = [...bare];
    bare.clear();
    return found;
  });
}

async function throughAll(scenes: Scenes, look: (place: Element) => readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const [name, scene] of Object.entries(scenes)) {
    const place = document.body.appendChild(document.createElement('div'));
    render(scene(), place);
    // What a screen asks for when it is drawn is there a moment later.
    await new Promise((resolve) => setTimeout(resolve, 30));
    found.push(...look(place).map((text) => `${name}: ${text}`));
    render(null, place);
    place.remove();
  }
  return found;
}
