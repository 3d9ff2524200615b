import type { DirectoryHealth } from '../../service/screens/screens.ts';
import { slackDate } from '../dates.ts';
import { escapeName, escapeText, truncateMrkdwn } from '../mrkdwn.ts';

/** All of them together have to fit into one message. */
const SENTENCE_LIMIT = 300;

/** How old the knowledge is, and what is missing or went wrong: the reason stands here instead of an accusation. */
export function directoryLines(directories: readonly DirectoryHealth[]): string[] {
  return directories.slice(0, 10).map((directory) => {
    const label = escapeName(directory.label);
    const opening = `*${label.charAt(0).toUpperCase()}${label.slice(1)}:*`;
    return [opening, ageOf(directory), blindnessOf(directory), troubleOf(directory)].filter(Boolean).join(' ');
  });
}

function ageOf({ readAt, running }: DirectoryHealth): string {
  if (readAt === null) return running ? 'the first reading is under way.' : 'not read yet.';
  return `read ${slackDate(readAt)}.${running ? ' A new reading is under way.' : ''}`;
}

function blindnessOf({ blindness }: DirectoryHealth): string {
  return blindness === null ? '' : `It cannot see who has MFA yet. ${clip(blindness)}`;
}

function troubleOf({ trouble }: DirectoryHealth): string {
  if (trouble === null) return '';
  const what = trouble.state === 'failed' ? 'The newest reading failed' : 'The newest reading looked wrong and is held';
  return `${what} (${slackDate(trouble.at)}). ${clip(trouble.sentence)} The last good one stays in force.`;
}

/** A directory's own sentence may carry a provider's words. */
function clip(sentence: string): string {
  return truncateMrkdwn(escapeText(sentence), SENTENCE_LIMIT);
}
