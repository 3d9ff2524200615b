import type { ModalView } from '@slack/types';
import type { SettingName, SettingProblem, Settings } from '../../../domain/settings.ts';
import type { SettingsScreen } from '../../../service/screens/screens.ts';
import { actions, button, context, type MusterBlock, section } from '../../blocks.ts';
import { slackDate } from '../../dates.ts';
import { ACTIONS, BLOCKS, SUBMISSIONS } from '../../ids.ts';
import { say } from '../../messages/compose.ts';
import { settingsMetadata } from '../../metadata.ts';
import { mention } from '../../mrkdwn.ts';
import { settingSentences } from '../../texts/settings.ts';
import { entered } from '../fields.ts';
import { information, modal } from '../modal.ts';
import { SETTING_FIELDS } from './setting-fields.ts';

const TITLE = 'Settings';

/** Slack keeps what was typed for as long as a field has the same ids, so every round of the modal has its own. */
export function settingBlockId(name: SettingName, round: number): string {
  return `setting_${name}_${round}`;
}

function idsOf(name: SettingName, round: number) {
  return { blockId: settingBlockId(name, round), actionId: `setting_${name}` };
}

/** The modal of `/mfa settings`. `round` counts how often it was shown anew because somebody else was quicker. */
export function buildSettings({ round = 0, ...screen }: SettingsScreen & { round?: number }): ModalView {
  return modal({
    title: TITLE,
    submit: 'Save',
    close: 'Cancel',
    callbackId: SUBMISSIONS.settings,
    metadata: settingsMetadata.encode({ seen: screen.current, round }),
    blocks: [
      section(opening(screen)),
      ...SETTING_FIELDS.map(({ name, build }) => build(screen, idsOf(name, round))),
      ...actions(BLOCKS.buttons, [button({ actionId: ACTIONS.openLocks, label: 'See who would be locked' })]),
      ...lastChange(screen),
    ],
  });
}

function opening({ changedMeanwhile, current, lastChange: change }: SettingsScreen): string {
  if (changedMeanwhile.length === 0) return 'These choices hold for the whole organization.';
  const who = change?.by ? mention(change.by) : 'Somebody else';
  return `*${who} changed this while you had it open, so nothing of yours was saved yet.* It is now: ${settingSentences(changedMeanwhile, current)} Your choices are still here: press *Save* to make them hold.`;
}

function lastChange({ lastChange: change }: SettingsScreen): MusterBlock[] {
  if (change === null) return [];
  const by = change.by === null ? '' : ` by ${mention(change.by)}`;
  return [context(`Last changed${by}: ${slackDate(change.at)}.`)];
}

/** What was submitted, with what is no value at all. `null` when the metadata is broken. */
export function parseSettings(view: { private_metadata?: string | undefined; state?: unknown }) {
  const metadata = settingsMetadata.decode(view.private_metadata);
  if (metadata === null) return null;
  let chosen: Settings = metadata.seen;
  const problems: SettingProblem[] = [];
  for (const { name, read } of SETTING_FIELDS) {
    const { blockId, actionId } = idsOf(name, metadata.round);
    const choice = read(entered(view.state, blockId, actionId));
    if ('problem' in choice) problems.push({ name, sentence: choice.problem });
    else chosen = { ...chosen, ...choice.chosen };
  }
  return { ...metadata, chosen, problems };
}

/** What the modal turns into. */
export function buildSettingsSaved({
  settings,
  changed,
  asked,
}: {
  settings: Settings;
  changed: readonly SettingName[];
  asked: readonly SettingName[];
}): ModalView {
  if (changed.length === 0 && asked.length === 0) return information(TITLE, 'Everything stays as it was.');
  const saved = changed.length === 0 ? [] : ['*Saved.*', settingSentences(changed, settings)];
  return information(TITLE, say(...saved, ...(asked.length === 0 ? [] : [waitsForSecond(asked)])));
}

const WEAKER: Partial<Record<SettingName, string>> = {
  graceDays: 'The longer grace period',
  locking: 'That nobody is locked',
  secondPerson: 'That one person is enough',
};

function waitsForSecond(asked: readonly SettingName[]): string {
  const what = SETTING_FIELDS.flatMap(({ name }) => (asked.includes(name) ? (WEAKER[name] ?? []) : []));
  return `${what.join(' and ')}: *nothing was changed yet, a second person has to agree within 24 hours.* Everybody who can was asked, and you are told either way.`;
}
