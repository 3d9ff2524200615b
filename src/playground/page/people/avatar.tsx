const HUES = 8;

function hueOf(id: string): number {
  let sum = 0;
  for (const char of id) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 9973;
  return sum % HUES;
}

function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => /\p{L}/u.test(word));
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return letters
    .map((word) => [...(word ?? '?')][0] ?? '')
    .join('')
    .toUpperCase();
}

/** A person's initials on a colour of their own. */
export function Avatar({ id, name, size = 'medium' }: { id: string; name: string; size?: 'small' | 'medium' }) {
  return (
    <span className={`avatar avatar-${size} avatar-hue-${hueOf(id)}`} aria-hidden="true">
      {initialsOf(name)}
    </span>
  );
}

/** The app's mark. */
export function AppAvatar({ size = 'medium' }: { size?: 'small' | 'medium' }) {
  return <img className={`avatar avatar-${size} avatar-app`} src="/muster.svg" alt="" />;
}
