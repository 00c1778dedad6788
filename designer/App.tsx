import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { App as AntdApp, ConfigProvider } from 'antd';
import enUS from 'antd/es/locale/en_US.js';
import zhCN from 'antd/es/locale/zh_CN.js';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn.js';
import i18next from 'i18next';
import { useLayoutEffect, useMemo } from 'react';
import { queryClient } from './api/queryClient.ts';
import { palettes, paletteVariables } from './palette.ts';
import { usePreferences } from './preferences.ts';
import { router } from './routes.tsx';
import { isStill } from './stillness.ts';
import { themeOf } from './theme.ts';

/** The program around the pages: language, theme, server state, routes. */
export function App() {
  const { language, scheme } = usePreferences();
  const theme = useMemo(() => themeOf({ scheme, language, isStill }), [scheme, language]);

  useLayoutEffect(() => {
    const root = document.documentElement;
    root.dataset.scheme = scheme;
    root.style.colorScheme = scheme;
    for (const [name, value] of paletteVariables(palettes[scheme])) root.style.setProperty(name, value);
  }, [scheme]);

  useLayoutEffect(() => {
    document.documentElement.lang = language;
    dayjs.locale(language === 'zh-CN' ? 'zh-cn' : 'en');
    void i18next.changeLanguage(language);
  }, [language]);

  return (
    <ConfigProvider
      theme={theme}
      locale={language === 'zh-CN' ? zhCN : enUS}
      // two-character Chinese buttons would read “保 存”
      button={{ autoInsertSpace: false }}
      componentSize="middle"
    >
      <AntdApp className="tl-app" message={{ maxCount: 3 }}>
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </AntdApp>
    </ConfigProvider>
  );
}
