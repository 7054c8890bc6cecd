import { theme, type ThemeConfig } from 'antd';
import { PALETTES, type Palette, type ThemeName } from './palette.ts';

/** Body type: Arabic script needs the height. Pixels. */
interface TypeScale {
  readonly fontFamily: string;
  readonly fontSize: number;
  readonly lineHeightPx: number;
  readonly controlHeight: number;
}

const CHINESE: TypeScale = {
  fontFamily: "'Noto Sans SC', 'Noto Naskh Arabic', sans-serif",
  fontSize: 14,
  lineHeightPx: 22,
  controlHeight: 32,
};
const UYGHUR: TypeScale = {
  fontFamily: "'Noto Naskh Arabic', 'Noto Sans SC', sans-serif",
  fontSize: 16,
  lineHeightPx: 28,
  controlHeight: 38,
};

/** The Ant Design theme for a palette and a language. */
export function antdTheme(name: ThemeName, isUyghur: boolean): ThemeConfig {
  const palette = PALETTES[name];
  const type = isUyghur ? UYGHUR : CHINESE;
  return {
    algorithm: name === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      ...colours(palette),
      borderRadius: 6,
      fontFamily: type.fontFamily,
      fontSize: type.fontSize,
      fontSizeSM: isUyghur ? 14 : 12,
      lineHeight: type.lineHeightPx / type.fontSize,
      controlHeight: type.controlHeight,
      motionDurationFast: '0.08s',
      motionDurationMid: '0.1s',
      motionDurationSlow: '0.14s',
      wireframe: false,
    },
    components: {
      Button: {
        primaryShadow: 'none',
        defaultShadow: 'none',
        dangerShadow: 'none',
        fontWeight: 400,
        primaryColor: name === 'dark' ? palette.background : '#FFFFFF',
      },
      Segmented: {
        trackBg: palette.hover,
        itemSelectedBg: name === 'dark' ? palette.lineStrong : palette.surface,
        itemColor: palette.textSoft,
      },
      Table: {
        headerBg: palette.surface,
        headerColor: palette.textSoft,
        cellPaddingBlock: 8,
        headerSplitColor: 'transparent',
      },
      Modal: { titleFontSize: isUyghur ? 18 : 16 },
      Steps: { iconSize: 24 },
    },
  };
}

function colours(palette: Palette): ThemeConfig['token'] {
  return {
    colorPrimary: palette.accent,
    colorInfo: palette.accent,
    colorLink: palette.accent,
    colorError: palette.late,
    colorWarning: palette.soon,
    colorSuccess: palette.delivered,
    colorBgLayout: palette.background,
    colorBgContainer: palette.surface,
    colorBgElevated: palette.surface,
    colorBorder: palette.lineStrong,
    colorBorderSecondary: palette.line,
    colorSplit: palette.line,
    colorText: palette.text,
    colorTextHeading: palette.text,
    colorTextSecondary: palette.textSoft,
    colorTextTertiary: palette.textSoft,
    colorTextDescription: palette.textSoft,
    colorTextPlaceholder: palette.textSoft,
    colorBgMask: 'rgba(20, 24, 29, 0.28)',
  };
}

/** Puts the same palette where style sheets read it: `--jd-accent`, `--jd-text-soft`, … on the root element. */
export function paintRoot(root: HTMLElement, name: ThemeName, isUyghur: boolean): void {
  for (const [key, value] of Object.entries(PALETTES[name]))
    root.style.setProperty(`--jd-${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`, value);
  const type = isUyghur ? UYGHUR : CHINESE;
  root.style.setProperty('--jd-font', type.fontFamily);
  root.style.setProperty('--jd-size', `${type.fontSize}px`);
  root.style.setProperty('--jd-leading', `${type.lineHeightPx}px`);
  root.style.setProperty('color-scheme', name === 'dark' ? 'dark' : 'light');
  root.dataset['theme'] = name;
}
