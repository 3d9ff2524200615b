import type { ModalView } from '@slack/types';
import type { AccountId } from '../../domain/ids.ts';
import type { LinkScreen, UnlinkScreen } from '../../service/screens/screens.ts';
import { option, plain, section } from '../blocks.ts';
import { BLOCKS, FIELDS, SUBMISSIONS } from '../ids.ts';
import { linkMetadata } from '../metadata.ts';
import { mention } from '../mrkdwn.ts';
import { accountWords, plainAccount } from '../texts/accounts.ts';
import { picked } from './fields.ts';
import { modal } from './modal.ts';

/** Slack's limit of a select. */
const OPTIONS_LIMIT = 100;

/** *Link to a person*: whose the account is, by hand. */
export function buildLink({ memberId, accounts }: LinkScreen): ModalView {
  return modal({
    title: 'Link to a person',
    submit: 'Link',
    close: 'Cancel',
    callbackId: SUBMISSIONS.link,
    metadata: linkMetadata.encode({ member: memberId }),
    blocks: [
      section(`Whose is ${accountWords(accounts)}?`),
      {
        type: 'input',
        block_id: BLOCKS.person,
        label: plain('Person in Slack'),
        hint: plain(
          'From then on the account counts for this person, whatever the emails say. You can unlink it again.',
        ),
        element: { type: 'users_select', action_id: FIELDS.person, placeholder: plain('Choose a person', 150) },
      },
    ],
  });
}

/** *Unlink*: one of the accounts that were linked to this person. */
export function buildUnlink({ person, accounts }: UnlinkScreen): ModalView {
  const options = accounts
    .slice(0, OPTIONS_LIMIT)
    .map(({ accountId, label }) => option(plainAccount(label), accountId));
  const [first] = options;
  return modal({
    title: 'Unlink an account',
    submit: 'Unlink',
    close: 'Cancel',
    callbackId: SUBMISSIONS.unlink,
    metadata: linkMetadata.encode({ member: person.memberId }),
    blocks: [
      section(`Which account is not of ${mention(person)}?`),
      {
        type: 'input',
        block_id: BLOCKS.account,
        label: plain('Account'),
        hint: plain(
          'From then on Muster looks by its email again whose it is. An account of nobody is a member of its own.',
        ),
        element: {
          type: 'static_select',
          action_id: FIELDS.account,
          placeholder: plain('Choose an account', 150),
          options,
          ...(options.length === 1 && first !== undefined && { initial_option: first }),
        },
      },
    ],
  });
}

type Submitted = { private_metadata?: string | undefined; state?: unknown };

/** What was chosen; `slackUserId` is `null` when nobody was. `null` when the metadata is broken. */
export function parseLink(view: Submitted) {
  const metadata = linkMetadata.decode(view.private_metadata);
  if (metadata === null) return null;
  return { memberId: metadata.member, slackUserId: picked(view.state, BLOCKS.person, FIELDS.person) };
}

export function parseUnlink(view: Submitted) {
  const metadata = linkMetadata.decode(view.private_metadata);
  const chosen = picked(view.state, BLOCKS.account, FIELDS.account);
  const accountId: AccountId | null = chosen !== null && isAccountId(chosen) ? chosen : null;
  return metadata === null ? null : { memberId: metadata.member, accountId };
}

/** It comes back from outside: never trusted. */
function isAccountId(text: string): text is AccountId {
  return text.startsWith('acc_') && text.length <= 60;
}
