import type { SubmissionHandler } from '../calls.ts';
import { PoliteError } from '../errors.ts';
import { SUBMISSIONS, type SubmissionId } from '../ids.ts';
import { submitArming } from './arming.ts';
import { submitEnforce, submitStop } from './enforce.ts';
import { submitExempt } from './exempt.ts';
import { submitInvite } from './invite.ts';
import { submitLink, submitUnlink } from './link.ts';
import { submitRemindEveryone } from './remind-everyone.ts';
import { submitEndCampaign, submitSchedule } from './schedule.ts';
import { submitSettings } from './settings.ts';

/** Modal → who handles its submission. */
export const SUBMISSION_TABLE: Readonly<Record<SubmissionId, SubmissionHandler>> = {
  [SUBMISSIONS.enforce]: submitEnforce,
  [SUBMISSIONS.stop]: submitStop,
  [SUBMISSIONS.arm]: submitArming,
  [SUBMISSIONS.remindEveryone]: submitRemindEveryone,
  [SUBMISSIONS.settings]: submitSettings,
  [SUBMISSIONS.invite]: submitInvite,
  [SUBMISSIONS.exemptMember]: submitExempt,
  [SUBMISSIONS.link]: submitLink,
  [SUBMISSIONS.unlink]: submitUnlink,
  [SUBMISSIONS.schedule]: submitSchedule,
  [SUBMISSIONS.endCampaign]: submitEndCampaign,
};

/** Who handles it; a clear answer for a modal that this version does not have. */
export function getSubmission(callbackId: string): SubmissionHandler {
  if (isSubmission(callbackId)) return SUBMISSION_TABLE[callbackId];
  throw new PoliteError('This window is from another version of Muster. Nothing was done. Please open it again.');
}

function isSubmission(callbackId: string): callbackId is SubmissionId {
  return Object.hasOwn(SUBMISSION_TABLE, callbackId);
}
