import { EMOJI } from './emoji.ts';

/** Plain text knows shortcodes and nothing else. */
export function withEmoji(text: string): string {
  return text.replace(/:([a-z0-9_+-]{1,40}):/g, (typed, name: string) => EMOJI.get(name) ?? typed);
}
