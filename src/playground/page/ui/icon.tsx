/** Drawn for this page, on a grid of 20. */
const PATHS = {
  menu: 'M3 5.5h14M3 10h14M3 14.5h14',
  close: 'M5 5l10 10M15 5L5 15',
  more: 'M4.5 10h.01M10 10h.01M15.5 10h.01',
  down: 'M5 7.5l5 5 5-5',
  out: 'M7 13L14 6M8 5.5h6.5V12',
  home: 'M3.5 9L10 3.5 16.5 9M5 8v8h10V8M8.5 16v-4h3v4',
  channel: 'M7.5 3.5l-1.5 13M14 3.5l-1.5 13M3.5 7.5h13.5M3 12.5h13.5',
  mail: 'M2.5 4.5h15v11h-15zM3 5l7 6 7-6',
  world: 'M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15M2.5 10h15M10 2.5c-5 5-5 10 0 15M10 2.5c5 5 5 10 0 15',
  tour: 'M5 17.5v-15M5 3.5h10l-2.5 3.5 2.5 3.5H5',
  hood: 'M2.5 10h3.5l2-5.5 4 11 2-5.5h3.5',
  system: 'M2.5 4h15v9.5h-15zM7 17h6M10 13.5V17',
  light:
    'M10 6.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7M10 1.5v2M10 16.5v2M1.5 10h2M16.5 10h2M4 4l1.4 1.4M14.6 14.6L16 16M16 4l-1.4 1.4M5.4 14.6L4 16',
  dark: 'M16.5 12A7 7 0 0 1 8 3.5a7 7 0 1 0 8.5 8.5z',
  back: 'M12.5 4.5L7 10l5.5 5.5',
} as const;
export type IconName = keyof typeof PATHS;

/** A small drawing beside or instead of a word. It says nothing to a screen reader: its button has a name. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className={`icon icon-${name}`} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
