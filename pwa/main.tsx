/// <reference types="vite/client" />
import '../shared/ui/styles.css';
import { render } from 'preact';
import { AppRoot } from './app/AppRoot.tsx';
import { startApp } from './app/start.ts';

const root = document.getElementById('app');
if (root) render(<AppRoot app={startApp()} />, root);
