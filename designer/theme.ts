import { type ThemeConfig, theme } from 'antd';
import type { Locale } from '../shared/problem.ts';
import type { Scheme } from './firstChoice.ts';
import { type Palette, palettes } from './palette.ts';

const LATIN_FONTS = '"Inter", "Segoe UI", -apple-system, BlinkMacSystemFont, "Helvetica Neue"';
const CHINESE_FONTS =
  '"PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif';

/** Chinese fonts set the quotation marks and apostrophes of English a full character wide, so English goes before them. */
function fontFamilyOf(language: Locale): string {
  return language === 'en'
    ? `${LATIN_FONTS}, "Noto Sans", Roboto, Arial, ${CHINESE_FONTS}`
    : `${LATIN_FONTS}, ${CHINESE_FONTS}`;
}
const MONO_FAMILY =
  '"JetBrains Mono", "SF Mono", Consolas, Menlo, "DejaVu Sans Mono", "Noto Sans Mono CJK SC", monospace';

/** The compact algorithm also shrinks the text; operators read it all day, so it keeps its size. */
const withReadableText: typeof theme.compactAlgorithm = (_seed, map) => {
  if (!map) throw new Error('withReadableText follows another algorithm');
  return {
    ...map,
    fontSize: 13,
    fontSizeSM: 12,
    fontSizeLG: 14,
    fontSizeXL: 16,
    fontSizeHeading1: 20,
    fontSizeHeading2: 16,
    fontSizeHeading3: 14,
    fontSizeHeading4: 14,
    fontSizeHeading5: 13,
    lineHeight: 1.55,
    lineHeightSM: 1.5,
    lineHeightLG: 1.5,
    fontHeight: 20,
    fontHeightSM: 18,
    fontHeightLG: 21,
    controlHeight: 30,
    controlHeightSM: 26,
  };
};

/** antd's own greens, oranges and placeholders fail WCAG AA; its names for our colours. */
function colourTokens(colour: Palette): NonNullable<ThemeConfig['token']> {
  return {
    colorPrimary: colour.accent,
    colorPrimaryHover: colour.accentHover,
    colorPrimaryActive: colour.accentPressed,
    colorPrimaryBg: colour.accentSoft,
    colorPrimaryBgHover: colour.accentSoft,
    colorPrimaryText: colour.accent,
    colorLink: colour.accent,
    colorLinkHover: colour.accentHover,
    colorLinkActive: colour.accentPressed,
    colorSuccess: colour.good,
    colorSuccessText: colour.good,
    colorSuccessBg: colour.goodSoft,
    colorWarning: colour.warn,
    colorWarningText: colour.warn,
    colorWarningBg: colour.warnSoft,
    colorError: colour.bad,
    colorErrorText: colour.bad,
    colorErrorBg: colour.badSoft,
    colorInfo: colour.note,
    colorInfoBg: colour.noteSoft,
    colorBgLayout: colour.ground,
    colorBgContainer: colour.surface,
    colorBgElevated: colour.raised,
    colorText: colour.text,
    colorTextSecondary: colour.textSoft,
    colorTextTertiary: colour.textFaint,
    colorTextDescription: colour.textFaint,
    colorTextPlaceholder: colour.textFaint,
    colorTextHeading: colour.text,
    colorIcon: colour.textFaint,
    colorBorder: colour.line,
    colorBorderSecondary: colour.lineSoft,
    colorSplit: colour.lineSoft,
    controlItemBgActive: colour.accentSoft,
    controlItemBgActiveHover: colour.accentSoft,
  };
}

interface Wishes {
  scheme: Scheme;
  language: Locale;
  /** no movement */
  isStill: boolean;
}

/** antd's look: dense, with our palette. */
export function themeOf({ scheme, language, isStill }: Wishes): ThemeConfig {
  const colour = palettes[scheme];
  const base = scheme === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm;
  return {
    algorithm: [base, theme.compactAlgorithm, withReadableText],
    cssVar: { key: 'app' },
    hashed: false,
    token: {
      ...colourTokens(colour),
      fontFamily: fontFamilyOf(language),
      fontFamilyCode: MONO_FAMILY,
      borderRadius: 6,
      borderRadiusSM: 4,
      borderRadiusLG: 8,
      motion: !isStill,
      motionDurationMid: '0.12s',
      motionDurationSlow: '0.18s',
    },
    components: {
      Button: {
        primaryColor: colour.onAccent,
        primaryShadow: 'none',
        defaultShadow: 'none',
        dangerShadow: 'none',
      },
      Table: {
        headerBg: colour.sunken,
        headerColor: colour.textSoft,
        headerSplitColor: 'transparent',
        rowHoverBg: colour.sunken,
        cellPaddingBlockSM: 7,
        cellPaddingInlineSM: 12,
      },
      Modal: { paddingMD: 20, paddingContentHorizontalLG: 24, marginXS: 12, titleFontSize: 16 },
      Tabs: { horizontalItemGutter: 20 },
      // white on the dark bubble, also where the accent carries dark text
      Tooltip: {
        colorTextLightSolid: '#ffffff',
        colorBgSpotlight: scheme === 'dark' ? '#34424c' : '#22313c',
      },
      Segmented: { trackBg: colour.lineSoft, itemSelectedBg: colour.raised, itemColor: colour.textSoft },
      Tag: { defaultBg: colour.sunken, defaultColor: colour.textSoft },
    },
  };
}
