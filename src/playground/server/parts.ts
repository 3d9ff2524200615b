import type { PlaygroundClock } from '../clock.ts';
import type { Directories } from '../directories/directories.ts';
import type { Inspect } from '../inspection.ts';
import type { Mailbox } from '../mailbox.ts';
import type { Command } from '../protocol/state.ts';
import type { SlackStandIn } from '../slack/stand-in.ts';
import type { PeopleIndex } from './people-index.ts';
import type { ReadMarks } from './read-marks.ts';
import type { TroubleMaker } from './trouble-maker.ts';

/** What the page's server shows and moves. */
export interface Parts {
  slack: SlackStandIn;
  mailbox: Mailbox;
  /** Where the app reads who has MFA. */
  directories: Directories;
  clock: PlaygroundClock;
  people: PeopleIndex;
  marks: ReadMarks;
  trouble: TroubleMaker;
  inspect: Inspect;
  appName: string;
  commands: readonly Command[];
  /** The app takes commands and no messages. */
  isReadOnly: boolean;
}
