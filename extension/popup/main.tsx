/// <reference types="vite/client" />
import './script-start.ts';
import '../../shared/ui/styles.css';
import './popup.css';
import { render } from 'preact';
import { PopupRoot } from './PopupRoot.tsx';
import { startPopup } from './start.ts';

const root = document.getElementById('app');
if (root) render(<PopupRoot app={startPopup()} />, root);
