import { useState } from 'react';
import { PanelFrame } from '../shell/panel-frame.tsx';
import { useSession } from '../state/session.ts';
import { Clock } from './clock.tsx';
import { Join } from './join.tsx';
import { PersonInWorld } from './person-in-world.tsx';
import { TroubleCard } from './trouble.tsx';

/** What the outside world does: people turn MFA on or off, join and leave; time goes by, and things break. */
export function WorldPanel({ whereRoom, onClose }: { whereRoom: boolean; onClose(): void }) {
  const { state } = useSession();
  const [joined, setJoined] = useState<string | null>(null);
  return (
    <PanelFrame title="World" whereRoom={whereRoom} onClose={onClose}>
      <p className="panel-lead">What happens outside of the app. It learns of it as from the real Slack.</p>
      <PersonInWorld person={state.me} />
      <Join joined={joined} onJoined={setJoined} />
      <Clock />
      <TroubleCard />
    </PanelFrame>
  );
}
