import type { PersonCard } from '../../protocol/person.ts';
import { useReader } from '../state/reader.ts';
import { useSession } from '../state/session.ts';

const STEPS = [
  { label: '1 hour', hours: 1 },
  { label: '1 day', hours: 24 },
  { label: '2 weeks', hours: 336 },
] as const;

/** On holiday, asleep, in a meeting: Slack shows nothing to this person until then. */
export function DoNotDisturb({ person }: { person: PersonCard }) {
  const { change } = useSession();
  const { timeZone } = useReader();
  const until = person.doNotDisturbUntil;
  const set = (hours: number) => void change({ type: 'do_not_disturb', user: person.id, hours });
  const format = new Intl.DateTimeFormat('en-US', { timeZone, dateStyle: 'medium', timeStyle: 'short' });
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for inputs, these are buttons
    <div className="world-group" role="group" aria-label="Do not disturb">
      <p className="world-label">Do not disturb</p>
      {until === null ? (
        <div className="button-row">
          {STEPS.map(({ label, hours }) => (
            <button
              key={hours}
              type="button"
              className="button"
              aria-label={`Do not disturb for ${label}`}
              onClick={() => set(hours)}
            >
              {label}
            </button>
          ))}
        </div>
      ) : (
        <div className="world-on">
          <span>Until {format.format(new Date(until))}</span>
          <button type="button" className="button" aria-label="End do not disturb" onClick={() => set(0)}>
            End
          </button>
        </div>
      )}
    </div>
  );
}
