import { APP, type Place } from '../state/place.ts';
import { useSession } from '../state/session.ts';

type Tab = 'home' | 'messages';
const TABS: readonly { tab: Tab; label: string; place: Place }[] = [
  { tab: 'home', label: 'Home', place: { type: 'home' } },
  { tab: 'messages', label: 'Messages', place: APP },
];

/** The name of what is open; for the app also its tabs. */
export function MainHead({ title, tab }: { title: string; tab: Tab | null }) {
  const { go } = useSession();
  return (
    <header className="main-head">
      <h2>{title}</h2>
      {tab !== null && (
        <div className="tabs">
          {TABS.map((one) => (
            <button
              key={one.tab}
              type="button"
              className="tab"
              aria-current={one.tab === tab ? 'page' : undefined}
              onClick={() => go({ place: one.place })}
            >
              {one.label}
            </button>
          ))}
        </div>
      )}
    </header>
  );
}
