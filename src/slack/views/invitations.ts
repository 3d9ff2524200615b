import type { ActionsBlock, ModalView } from '@slack/types';
import type { InvitationRow, InvitationsScreen } from '../../service/screens/screens.ts';
import { actions, button, divider, header, type MusterBlock, option, overflow, section } from '../blocks.ts';
import { ACTIONS, BLOCKS, FIELDS, SUBMISSIONS } from '../ids.ts';
import { invitationsMetadata, invitationValue } from '../metadata.ts';
import { addressWords, invitationFacts, labelWords } from '../texts/invitations.ts';
import { field, typed } from './fields.ts';
import { modal } from './modal.ts';

/** An address has at most 254 characters; one that is longer reaches the server and gets its sentence. */
const ADDRESS_LIMIT = 300;

export interface InvitationsFrame {
  /** Rises with every invitation: Slack keeps what was typed in a block with the same id. */
  round: number;
  /** What was just done. */
  note?: string;
}

/** The modal of `/mfa invite`: a field for an address, and who is invited, each with a menu. */
export function buildInvitations(screen: InvitationsScreen, { round, note }: InvitationsFrame): ModalView {
  return modal({
    title: 'Invitations',
    submit: 'Invite',
    callbackId: SUBMISSIONS.invite,
    metadata: invitationsMetadata.encode({ page: screen.page, round }),
    blocks: [
      ...(note === undefined ? [] : [section(note), divider()]),
      field({
        blockId: fieldBlock(round),
        actionId: FIELDS.email,
        label: 'Whom would you like to invite?',
        placeholder: 'name@example.org',
        hint: hint(screen),
        maxLength: ADDRESS_LIMIT,
      }),
      header(titleOf(screen)),
      ...rowsOf(screen),
      ...pagesOf(screen, round),
    ],
  });
}

/** Errors stand under this block. */
export function fieldBlock(round: number): string {
  return `${BLOCKS.email}_${round}`;
}

function hint({ mailEnabled, directories }: InvitationsScreen): string {
  const labels = labelWords(directories).replaceAll('*', '');
  if (!mailEnabled) return `Email is off, so only ${labels || 'nobody'} writes to them.`;
  const more = directories.length === 0 ? '' : `, and an invitation from ${labels}`;
  return `They get an email that says how to set MFA up${more}. It is good for 30 days.`;
}

function titleOf({ total, page, pages }: InvitationsScreen): string {
  return `Invited and not here yet: ${total}${pages > 1 ? `, page ${page + 1} of ${pages}` : ''}`;
}

function rowsOf({ rows }: InvitationsScreen): MusterBlock[] {
  if (rows.length === 0) return [section('Nobody is waiting to come.')];
  return rows.map((row) => section(`${addressWords(row.email)}\n${invitationFacts(row)}`, menu(row)));
}

function menu({ invitationId }: InvitationRow) {
  return overflow(ACTIONS.invitationMenu, [
    option('Send again', invitationValue.encode({ do: 'again', id: invitationId })),
    option('Withdraw', invitationValue.encode({ do: 'withdraw', id: invitationId })),
  ]);
}

function pagesOf({ page, pages }: InvitationsScreen, round: number): ActionsBlock[] {
  const turn = (actionId: string, label: string, to: number) =>
    button({
      actionId,
      label,
      value: invitationsMetadata.encode({ page: to, round }),
      accessibilityLabel: `${label}: page ${to + 1} of ${pages}, invitations`,
    });
  return actions(BLOCKS.pages, [
    ...(page > 0 ? [turn(ACTIONS.invitationsPrevious, 'Previous', page - 1)] : []),
    ...(page + 1 < pages ? [turn(ACTIONS.invitationsNext, 'Next', page + 1)] : []),
  ]);
}

/** What was submitted. `null` when the metadata is broken. */
export function parseInvitations(view: { private_metadata?: string | undefined; state?: unknown }) {
  const metadata = invitationsMetadata.decode(view.private_metadata);
  if (metadata === null) return null;
  return { ...metadata, address: typed(view.state, fieldBlock(metadata.round), FIELDS.email) };
}
