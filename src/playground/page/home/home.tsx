import { useEffect } from 'react';
import type { ShownView } from '../../protocol/view.ts';
import { Blocks } from '../block-kit/blocks.tsx';
import { SurfaceContext } from '../block-kit/surface.ts';
import { useSession } from '../state/session.ts';
import { useViewSurface } from '../state/use-view-surface.ts';

function HomeView({ view }: { view: ShownView }) {
  return (
    <SurfaceContext value={useViewSurface(view)}>
      <Blocks blocks={view.blocks} />
    </SurfaceContext>
  );
}

/** The app's Home tab. Opening it tells the app, which then publishes it. */
export function Home() {
  const { state, act } = useSession();
  const { me, home, workspace } = state;
  useEffect(() => void act({ type: 'open_home' }), [act]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by keyboard
    <section className="home" aria-label={`${workspace.appName} Home`} tabIndex={0}>
      <div className="home-sheet">
        {home ? (
          <HomeView key={me.id} view={home} />
        ) : (
          <p className="empty">
            {workspace.appName} has not published a Home tab for {me.name} yet.
          </p>
        )}
      </div>
    </section>
  );
}
