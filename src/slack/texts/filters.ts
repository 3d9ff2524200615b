import type { MemberFilter, MembersScreen } from '../../service/screens/screens.ts';

const LABELS: Record<MemberFilter, string> = {
  missing: 'Missing (MFA off)',
  unknown: 'Unknown',
  exempt: 'Exempt',
  pending: 'Pending',
  out_of_scope: 'Out of scope (no account)',
  unmatched: 'Unmatched (nobody in Slack)',
  ambiguous: 'Ambiguous (several people)',
  linked: 'Linked by hand',
};

export function filterLabel(filter: MemberFilter): string {
  return LABELS[filter];
}

/** How a list is asked for: `out of scope`. */
export function filterWord(filter: MemberFilter): string {
  return filter.replaceAll('_', ' ');
}

/** What the lists about accounts are for; the others need no word. */
export function filterMeaning(filter: MemberFilter): string | null {
  switch (filter) {
    case 'out_of_scope':
      return 'They have no account in any directory, so nothing is asked of them.';
    case 'unmatched':
      return 'These accounts match the email of nobody in Slack. Each counts as a member of its own until you link it to a person.';
    case 'ambiguous':
      return 'Several people in Slack have the email of these accounts, and Muster does not guess. Link each to a person.';
    case 'linked':
      return 'Somebody linked accounts to these people by hand. That wins over what the emails say.';
    case 'missing':
    case 'unknown':
    case 'exempt':
    case 'pending':
      return null;
  }
}

/** What stands in place of an empty list. */
export function emptyList({ filter, tally }: Pick<MembersScreen, 'filter' | 'tally'>): string {
  switch (filter) {
    case 'missing':
      if (tally.counted === 0) return 'Nobody is counted yet, so nobody is missing.';
      return tally.unknown === 0
        ? 'Nobody is missing: every counted member has MFA on.'
        : 'Nobody is missing among those whose status is known. Look at *Unknown* for the rest.';
    case 'unknown':
      return 'There is nobody whose MFA status is unknown.';
    case 'exempt':
      return 'Nobody is exempt.';
    case 'pending':
      return 'Nobody is pending.';
    case 'out_of_scope':
      return 'Nobody is out of scope: every member has an account in a directory.';
    case 'unmatched':
      return 'Every account belongs to somebody in Slack.';
    case 'ambiguous':
      return 'No account matches several people.';
    case 'linked':
      return 'No account is linked by hand.';
  }
}
