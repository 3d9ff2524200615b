/** What a complete pass would change, before it is applied. */
export interface ReadingEffect {
  /** Accounts whose status is `enabled` or `disabled` now. */
  known: number;
  /** How many of these the pass turns `unknown`. */
  turnUnknown: number;
  /** Members now, without the deactivated. */
  members: number;
  /** How many of these the pass would deactivate. */
  vanish: number;
}

/** A wrong token must neither empty an organization nor accuse it. */
const SMALL_NUMBER = 3;

function isTooMany(changed: number, of: number): boolean {
  return changed > SMALL_NUMBER && changed * 5 > of;
}

/** Why the pass is held until someone with `manage` agrees, as a sentence; `null` when it is plausible. */
export function holdReason(effect: ReadingEffect): string | null {
  if (isTooMany(effect.vanish, effect.members)) {
    return `It would mark ${effect.vanish} of ${effect.members} members as gone.`;
  }
  if (isTooMany(effect.turnUnknown, effect.known)) {
    return `It would turn ${effect.turnUnknown} of ${effect.known} known MFA statuses into unknown.`;
  }
  return null;
}
