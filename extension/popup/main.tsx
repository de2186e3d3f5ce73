/// <reference types="vite/client" />
import './script-start.ts';
import '../../shared/ui/styles.css';
import './popup.css';
import { render } from 'preact';
import { speakHere } from '../../shared/ui/app/speak-here.ts';
import { PopupRoot } from './PopupRoot.tsx';
import { startPopup } from './start.ts';

const root = document.getElementById('app');
const app = startPopup();
// Not awaited at the top level: the bundler then takes this file apart.
if (root) void speakHere().then(() => render(<PopupRoot app={app} />, root));
