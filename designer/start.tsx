import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import 'antd/dist/reset.css';
import './style.css';
import { App } from './App.tsx';
import { usePreferences } from './preferences.ts';
import { startText } from './text/i18n.ts';

startText(usePreferences.getState().language);

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
