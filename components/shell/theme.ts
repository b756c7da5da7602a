export type Theme = 'light' | 'dark' | 'system';

const YEAR_SECONDS = 31_536_000;

export function readTheme(): Theme {
  const theme = document.documentElement.dataset.theme;
  return theme === 'light' || theme === 'dark' ? theme : 'system';
}

/** Kept in a cookie that app/layout.tsx reads, so the first paint is right without a script. */
export function chooseTheme(value: string): Theme {
  const theme: Theme = value === 'light' || value === 'dark' ? value : 'system';
  if (theme === 'system') {
    delete document.documentElement.dataset.theme;
    document.cookie = 'theme=; path=/; max-age=0; samesite=lax';
  } else {
    document.documentElement.dataset.theme = theme;
    document.cookie = `theme=${theme}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
  }
  return theme;
}
