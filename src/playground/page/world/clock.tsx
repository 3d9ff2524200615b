import { useReader } from '../state/reader.ts';
import { useSession } from '../state/session.ts';

const STEPS = [
  { label: '1 hour', hours: 1 },
  { label: '1 day', hours: 24 },
  { label: '1 week', hours: 168 },
] as const;

/** The clock of the bot's rules, which can be set forward. */
export function Clock() {
  const { change } = useSession();
  const { now, timeZone } = useReader();
  const text = new Intl.DateTimeFormat('en-US', { timeZone, dateStyle: 'full', timeStyle: 'short' }).format(now);
  return (
    <section className="card" aria-label="Clock">
      <h3>Clock</h3>
      <p className="clock">{text}</p>
      <div className="button-row">
        {STEPS.map(({ label, hours }) => (
          <button
            key={hours}
            type="button"
            className="button"
            aria-label={`Set the clock forward by ${label}`}
            onClick={() => void change({ type: 'forward', hours })}
          >
            +{label}
          </button>
        ))}
      </div>
    </section>
  );
}
