import { Outlet } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Header } from './Header.tsx';
import { Navigation } from './Navigation.tsx';
import './shell.css';

/** Header and navigation around every page. */
export function Shell() {
  const { t } = useTranslation('shell');
  return (
    <div className="tl-shell">
      <a className="tl-skip" href="#main">
        {t('skip')}
      </a>
      <Header />
      <Navigation />
      <main id="main" className="tl-main" tabIndex={-1}>
        <Outlet />
      </main>
    </div>
  );
}
