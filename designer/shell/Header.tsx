import { ApiOutlined, MoonOutlined, SunOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { Button, Segmented, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Locale } from '../../shared/problem.ts';
import { usePreferences } from '../preferences.ts';
import { BrandMark } from './BrandMark.tsx';
import { JourneyTabs } from './JourneyTabs.tsx';

/** Each language under its own name, so that whoever got lost in the other one finds back. */
const languages: { value: Locale; label: string }[] = [
  { value: 'zh-CN', label: '中文' },
  { value: 'en', label: 'English' },
];

export function Header() {
  const { t } = useTranslation('shell');
  const { language, scheme, setLanguage, setScheme } = usePreferences();
  const isDark = scheme === 'dark';
  const schemeWords = isDark ? t('toLight') : t('toDark');
  return (
    <header className="tl-header">
      <Link to="/journeys" className="tl-brand">
        <BrandMark />
        Throughline
      </Link>
      <JourneyTabs />
      <div className="tl-header-right">
        <Button
          type="text"
          icon={<ApiOutlined aria-hidden />}
          href="/api/docs"
          target="_blank"
          title={t('apiDocsHint')}
        >
          {t('apiDocs')}
        </Button>
        <Segmented
          size="small"
          aria-label={t('language')}
          options={languages}
          value={language}
          onChange={setLanguage}
        />
        <Tooltip title={schemeWords}>
          <Button
            type="text"
            aria-label={schemeWords}
            icon={isDark ? <SunOutlined aria-hidden /> : <MoonOutlined aria-hidden />}
            onClick={() => setScheme(isDark ? 'light' : 'dark')}
          />
        </Tooltip>
      </div>
    </header>
  );
}
