import type { EnforcementState } from '../../domain/enforcement.ts';
import { type DateStyle, writeDate } from '../dates.ts';

/** The first sentence of every screen that tells the state. Its wording is fixed by the design. */
export function enforcementSentence(enforcement: EnforcementState & { since: Date }, style: DateStyle): string {
  switch (enforcement.state) {
    case 'off':
      return 'MFA enforcement is off.';
    case 'scheduled':
      return `MFA enforcement is scheduled for ${writeDate(enforcement.until, style)}.`;
    case 'on':
      return `MFA enforcement is on since ${writeDate(enforcement.since, style)}.`;
    case 'paused':
      return `MFA enforcement is paused until ${writeDate(enforcement.until, style)}.`;
  }
}

/** What that means for the people who work here. */
export function enforcementMeaning(enforcement: EnforcementState): string {
  switch (enforcement.state) {
    case 'off':
      return enforcement.armed
        ? 'It is armed: it turns on by itself as soon as a reading finds everyone ready. Until then nobody is required to have MFA.'
        : 'Nobody is required to have MFA.';
    case 'scheduled':
      return 'It turns on by itself then, whoever is missing. Until then nobody is required to have MFA.';
    case 'on':
      return 'Every member is required to have MFA.';
    case 'paused':
      return 'Until then nobody is required to have MFA. It comes back by itself.';
  }
}
