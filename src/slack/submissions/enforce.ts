import type { SlackMessage } from '../blocks.ts';
import type { SubmissionHandler } from '../calls.ts';
import { BLOCKS } from '../ids.ts';
import { buildAsked } from '../messages/approval.ts';
import { compose } from '../messages/compose.ts';
import { decoded } from '../showing.ts';
import { exemptError } from '../views/confirming.ts';
import { parseEnforceModal } from '../views/enforce.ts';
import { buildEnforceProgress } from '../views/enforce-progress.ts';
import { information } from '../views/modal.ts';
import { parseStopModal } from '../views/stop.ts';
import { refuse } from './refuse.ts';

/** `ENFORCE` was typed. The rules decide; a wrong word stands under its field, and any other refusal replaces the modal. */
export const submitEnforce: SubmissionHandler = async ({ services, caller, view }) => {
  const { word, revision, confirmExempt, confirmedExempt } = decoded(parseEnforceModal(view));
  const unconfirmed = exemptError(confirmExempt, confirmedExempt);
  if (unconfirmed !== null) return { type: 'errors', errors: { [BLOCKS.exempt]: unconfirmed } };
  const outcome = await services.enforcement.submit(caller, { word, revision, confirmedExempt, viewId: view.id });
  if (outcome.type === 'refused') return refuse('Enforce MFA', outcome.refusal);
  return { type: 'replace', view: buildEnforceProgress(outcome.value.requestId, { type: 'reading', peopleRead: 0 }) };
};

/** `STOP` was typed. */
export const submitStop: SubmissionHandler = async ({ services, caller, view }) => {
  const outcome = await services.enforcement.submitStop(caller, decoded(parseStopModal(view)));
  if (outcome.type === 'refused') return refuse('Stop enforcing MFA', outcome.refusal);
  const { value } = outcome;
  const message = value.type === 'asked' ? buildAsked(value) : buildStopped(value.until);
  return { type: 'replace', view: information('Stop enforcing MFA', message) };
};

function buildStopped(until: Date | null): SlackMessage {
  const told = 'The primary owner and every owner are told by email and by direct message.';
  return compose((voice) =>
    until === null
      ? [
          'MFA enforcement is off. Members are no longer required to have MFA.',
          `${told} To turn it on again, type \`/mfa enforce\`.`,
        ]
      : [
          `MFA enforcement is paused until ${voice.when(until)}. Until then members are not required to have MFA.`,
          `${told} It comes back by itself; to turn it on sooner, type \`/mfa enforce\`.`,
        ],
  );
}
