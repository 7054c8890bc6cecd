/** The product's few colours. Everything on screen is made of these; every colour has a word or sign beside it. */
export interface Palette {
  readonly accent: string;
  readonly accentSoft: string;
  readonly background: string;
  readonly surface: string;
  readonly hover: string;
  readonly line: string;
  readonly lineStrong: string;
  readonly text: string;
  readonly textSoft: string;
  /** Overdue or lost. */
  readonly late: string;
  readonly lateSoft: string;
  /** Soon. */
  readonly soon: string;
  readonly soonSoft: string;
  /** Delivered, and nothing else. */
  readonly delivered: string;
  readonly deliveredSoft: string;
}

export type ThemeName = 'light' | 'dark' | 'contrast';

export const PALETTES: Readonly<Record<ThemeName, Palette>> = {
  light: {
    accent: '#1F5FA8',
    accentSoft: '#EAF1F9',
    background: '#F6F7F9',
    surface: '#FFFFFF',
    hover: '#F0F2F5',
    line: '#E3E6EA',
    lineStrong: '#C9CFD6',
    text: '#1B1F24',
    textSoft: '#59636E',
    late: '#B3261E',
    lateSoft: '#FCEEED',
    soon: '#8A5300',
    soonSoft: '#FDF3E1',
    delivered: '#1E6B3A',
    deliveredSoft: '#E9F4ED',
  },
  dark: {
    accent: '#6BA6E8',
    accentSoft: '#1D2C3F',
    background: '#14171B',
    surface: '#1B1F24',
    hover: '#242A31',
    line: '#2C333B',
    lineStrong: '#48525D',
    text: '#E7EAEE',
    textSoft: '#A0AAB5',
    late: '#F2857D',
    lateSoft: '#3A2120',
    soon: '#E5AE5C',
    soonSoft: '#382A15',
    delivered: '#6CC08B',
    deliveredSoft: '#18301F',
  },
  contrast: {
    accent: '#003F8A',
    accentSoft: '#DCE9F8',
    background: '#FFFFFF',
    surface: '#FFFFFF',
    hover: '#E8ECF0',
    line: '#4A4F55',
    lineStrong: '#000000',
    text: '#000000',
    textSoft: '#2A2E33',
    late: '#8F0A04',
    lateSoft: '#FFFFFF',
    soon: '#5C3700',
    soonSoft: '#FFFFFF',
    delivered: '#0B4A22',
    deliveredSoft: '#FFFFFF',
  },
};
