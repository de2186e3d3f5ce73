import { render } from 'preact';
import { HereContext } from '../words/here.ts';
import { scenes } from './scenes.tsx';

/** One scene (`?scene=request`), or the list of them. `?here=computer` says "this computer". */
function Gallery() {
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
if (root !== null) render(<Gallery />, root);
