import {
  BranchesOutlined,
  ExperimentOutlined,
  FileTextOutlined,
  InboxOutlined,
  MenuFoldOutlined,
  MenuUnfoldOutlined,
  SettingOutlined,
  TeamOutlined,
  UserOutlined,
} from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { Tooltip } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { usePreferences } from '../preferences.ts';

const places = [
  { to: '/journeys', word: 'journeys', icon: <BranchesOutlined aria-hidden /> },
  { to: '/experiments', word: 'experiments', icon: <ExperimentOutlined aria-hidden /> },
  { to: '/audiences', word: 'audiences', icon: <TeamOutlined aria-hidden /> },
  { to: '/customers', word: 'customers', icon: <UserOutlined aria-hidden /> },
  { to: '/content', word: 'content', icon: <FileTextOutlined aria-hidden /> },
  { to: '/messages', word: 'messages', icon: <InboxOutlined aria-hidden /> },
  { to: '/settings', word: 'settings', icon: <SettingOutlined aria-hidden /> },
] as const;

export function Navigation() {
  const { t } = useTranslation('shell');
  const { navCollapsed, setNavCollapsed } = usePreferences();
  const named = (words: string, item: ReactNode) =>
    navCollapsed ? (
      <Tooltip title={words} placement="right">
        {item}
      </Tooltip>
    ) : (
      item
    );
  const toggleWords = navCollapsed ? t('nav.expand') : t('nav.collapse');
  return (
    <nav className="tl-nav" data-collapsed={navCollapsed} aria-label={t('nav.label')}>
      <ul>
        {places.map(({ to, word, icon }) => {
          const words = t(`nav.${word}`);
          return (
            <li key={to}>
              {named(
                words,
                <Link to={to} className="tl-nav-item" aria-label={words}>
                  {icon}
                  {!navCollapsed && words}
                </Link>,
              )}
            </li>
          );
        })}
      </ul>
      <div className="tl-nav-foot">
        {named(
          toggleWords,
          <button
            type="button"
            className="tl-nav-item"
            aria-label={toggleWords}
            aria-expanded={!navCollapsed}
            onClick={() => setNavCollapsed(!navCollapsed)}
          >
            {navCollapsed ? <MenuUnfoldOutlined aria-hidden /> : <MenuFoldOutlined aria-hidden />}
            {!navCollapsed && toggleWords}
          </button>,
        )}
      </div>
    </nav>
  );
}
