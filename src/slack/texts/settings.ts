import type { SettingName, Settings } from '../../domain/settings.ts';
import { escapeText } from '../mrkdwn.ts';
import { plural } from './counts.ts';

type Value = Settings[SettingName] | undefined;

const onOff = (what: string) => (value: Value) => `${what} ${value === true ? 'on' : 'off'}`;
const days = (what: string) => (value: Value) => (typeof value === 'number' ? `${what} ${plural(value, 'day')}` : '');

const WORDS: Record<SettingName, (value: Value) => string> = {
  graceDays: days('grace period'),
  locking: onOff('locking'),
  smsCounts: (value) => (value === true ? 'text messages count as MFA' : 'text messages alone count as missing'),
  helpChannel: (value) =>
    typeof value === 'string' ? `requests for help go to <#${escapeText(value)}>` : 'requests for help go to people',
  secondPerson: onOff('a second person for what weakens MFA'),
  weeklySummary: onOff('weekly summary'),
  retentionDays: days('kept for'),
};

/** One setting in a few words: `grace period 14 days`. */
export function settingWords(name: SettingName, value: Value): string {
  return WORDS[name](value);
}

/** Several, in the order given: `Grace period 14 days. Locking off.` */
export function settingSentences(names: readonly SettingName[], settings: Settings): string {
  return names.map((name) => sentence(settingWords(name, settings[name]))).join(' ');
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
