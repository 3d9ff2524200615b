import type { MemberFilter, MembersScreen } from '../../service/screens/screens.ts';

const LABELS: Record<MemberFilter, string> = {
  missing: 'Missing (MFA off)',
  unknown: 'Unknown',
  exempt: 'Exempt',
  pending: 'Pending',
};

export function filterLabel(filter: MemberFilter): string {
  return LABELS[filter];
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
  }
}
