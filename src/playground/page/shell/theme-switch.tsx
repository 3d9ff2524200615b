import { Icon } from '../ui/icon.tsx';
import { THEMES, useTheme } from './use-theme.ts';

/** One press goes on to the next theme. */
export function ThemeSwitch() {
  const [theme, setTheme] = useTheme();
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'system';
  return (
    <button
      type="button"
      className="button button-icon button-quiet theme-switch"
      aria-label={`Theme: ${theme}. Change to ${next}`}
      title={`Theme: ${theme}`}
      onClick={() => setTheme(next)}
    >
      <Icon name={theme} />
    </button>
  );
}
