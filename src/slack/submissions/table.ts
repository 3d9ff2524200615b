import type { SubmissionHandler } from '../calls.ts';
import { SUBMISSIONS, type SubmissionId } from '../ids.ts';
import { submitEnforce, submitStop } from './enforce.ts';
import { submitRemindEveryone } from './remind-everyone.ts';

/** Modal → who handles its submission. */
export const SUBMISSION_TABLE: Readonly<Record<SubmissionId, SubmissionHandler>> = {
  [SUBMISSIONS.enforce]: submitEnforce,
  [SUBMISSIONS.stop]: submitStop,
  [SUBMISSIONS.remindEveryone]: submitRemindEveryone,
};

export function findSubmission(callbackId: string): SubmissionHandler | null {
  return isSubmission(callbackId) ? SUBMISSION_TABLE[callbackId] : null;
}

function isSubmission(callbackId: string): callbackId is SubmissionId {
  return Object.hasOwn(SUBMISSION_TABLE, callbackId);
}
