/// <reference types="vite/client" />
import '../shared/ui/styles.css';
import { render } from 'preact';
import { speakHere } from '../shared/ui/app/speak-here.ts';
import { AppRoot } from './app/AppRoot.tsx';
import { startApp } from './app/start.ts';

// Without a worker this is a first visit, which is for pairing: its screens needn't wait until the database has said that
// nothing is paired here. Should the fetch fail, the place that shows them says so.
if (!navigator.serviceWorker?.controller) import('./app/screens/Pairing.tsx').catch(() => undefined);

const root = document.getElementById('app');
const app = startApp();
// Not awaited at the top level: the bundler then takes this file apart.
if (root) void speakHere().then(() => render(<AppRoot app={app} />, root));
