import type { ModalView } from '@slack/types';
import {
  EXEMPTION_REASON_LIMIT,
  type ExemptField,
  type ExemptionKind,
  MAX_EXEMPTION_DAYS,
} from '../../domain/exemption.ts';
import type { ExemptScreen } from '../../service/screens/screens.ts';
import { context, section } from '../blocks.ts';
import { BLOCKS, FIELDS, SUBMISSIONS } from '../ids.ts';
import { exemptMetadata } from '../metadata.ts';
import { mention } from '../mrkdwn.ts';
import { statusWords } from '../texts/people.ts';
import { checkField, dateField, entered, field, personField, typed } from './fields.ts';
import { modal } from './modal.ts';

const SERVICE = 'service';

/** The modal of `/mfa exempt @person`: why, who vouches for it, until when. */
export function buildExemptModal({ person, mfaStatus, mfaMethod, last }: ExemptScreen): ModalView {
  return modal({
    title: 'Exempt a member',
    submit: 'Exempt',
    close: 'Cancel',
    callbackId: SUBMISSIONS.exemptMember,
    metadata: exemptMetadata.encode({ memberId: person.memberId }),
    blocks: [
      section(
        `*${mention(person)} is not counted while exempt:* nobody asks them for MFA, and they do not stand in the way of enforcing it. It ends by itself.`,
      ),
      context(`At the moment: ${statusWords(mfaStatus, mfaMethod)}.`),
      field({
        blockId: BLOCKS.reason,
        actionId: FIELDS.reason,
        label: 'Reason',
        hint: 'It is kept with the exemption.',
        maxLength: EXEMPTION_REASON_LIMIT,
        multiline: true,
      }),
      personField({
        blockId: BLOCKS.sponsor,
        actionId: FIELDS.sponsor,
        label: 'Sponsor',
        hint: 'Who vouches for it, and hears a week before it ends. Not the member themself.',
        placeholder: 'Choose a person',
      }),
      dateField({
        blockId: BLOCKS.end,
        actionId: FIELDS.end,
        label: 'Last day',
        hint: `At most ${MAX_EXEMPTION_DAYS} days ahead: until ${last}.`,
        placeholder: 'Choose a day',
      }),
      checkField({
        blockId: BLOCKS.kind,
        actionId: FIELDS.kind,
        label: 'Kind of account',
        value: SERVICE,
        text: 'This is a service account',
        description: 'No person stands behind it. It is listed apart.',
      }),
    ],
  });
}

/** Where the sentence of a problem stands. */
export const EXEMPT_BLOCKS: Record<ExemptField, string> = {
  reason: BLOCKS.reason,
  sponsor: BLOCKS.sponsor,
  end: BLOCKS.end,
};

/** What was submitted. `null` when the metadata is broken. */
export function parseExemptModal(view: { private_metadata?: string | undefined; state?: unknown }) {
  const metadata = exemptMetadata.decode(view.private_metadata);
  if (metadata === null) return null;
  const chosen = entered(view.state, BLOCKS.kind, FIELDS.kind).selected_options ?? [];
  const kind: ExemptionKind = chosen.some(({ value }) => value === SERVICE) ? 'service' : 'person';
  return {
    ...metadata,
    kind,
    reason: typed(view.state, BLOCKS.reason, FIELDS.reason),
    sponsor: entered(view.state, BLOCKS.sponsor, FIELDS.sponsor).selected_user ?? null,
    endDay: entered(view.state, BLOCKS.end, FIELDS.end).selected_date ?? null,
  };
}
