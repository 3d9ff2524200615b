import type { InputBlock } from '@slack/types';
import type { SettingName, Settings } from '../../../domain/settings.ts';
import type { SettingsScreen } from '../../../service/screens/screens.ts';
import type { Entered } from '../fields.ts';

/** Where a field stands in the modal. */
export interface FieldIds {
  blockId: string;
  actionId: string;
}

/**
 * One setting in the modal. To offer another: write a file like `grace-days.ts`, and list it in `setting-fields.ts`.
 * Bounds are held by the domain (`settingProblems`); its words elsewhere stand in `texts/settings.ts`.
 */
export interface SettingField {
  name: SettingName;
  /** The field, filled in with what `screen.shown` says. */
  build(screen: SettingsScreen, ids: FieldIds): InputBlock;
  /** What was entered; or, where that is no such value at all, the sentence that stands under the field. */
  read(entered: Entered): { chosen: Partial<Settings> } | { problem: string };
}
