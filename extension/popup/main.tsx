/// <reference types="vite/client" />
import '../../shared/ui/styles.css';
import './popup.css';
import { render } from 'preact';
import { PopupRoot } from './PopupRoot.tsx';
import { startPopup } from './start.ts';

/** Where the measured time begins; it ends with `nod-request` (PopupRoot.tsx). */
performance.mark('nod-script');

const root = document.getElementById('app');
if (root) render(<PopupRoot app={startPopup()} />, root);
