import { useState } from 'react';
import { Hood } from './hood/hood.tsx';
import { ModalStack } from './modal/modal-stack.tsx';
import { MainView } from './shell/main-view.tsx';
import type { OpenPanel, PanelName } from './shell/panel.ts';
import { Sidebar } from './shell/sidebar.tsx';
import { TopBar } from './shell/top-bar.tsx';
import { TroubleBar } from './shell/trouble-bar.tsx';
import { LiveProvider } from './state/live-provider.tsx';
import { SessionProvider } from './state/session-provider.tsx';
import { TourCard } from './tour/tour-card.tsx';
import { useTour } from './tour/use-tour.ts';
import { ConfirmProvider } from './ui/confirm-provider.tsx';
import { ToastProvider } from './ui/toast-provider.tsx';
import { WorldPanel } from './world/world-panel.tsx';

function Layout() {
  const tour = useTour();
  const [panel, setPanel] = useState<OpenPanel | null>({ name: 'world', whereRoom: true });
  const [sidebarOpen, setSidebarOpen] = useState(false);
  const closePanel = () => setPanel(null);
  const openPanel = (name: PanelName | null) => setPanel(name && { name, whereRoom: false });
  const classes = ['layout', sidebarOpen && 'sidebar-open', tour.progress.open && 'tour-open']
    .filter(Boolean)
    .join(' ');
  return (
    <div className={classes}>
      <TopBar
        panel={panel}
        sidebarOpen={sidebarOpen}
        tourOpen={tour.progress.open}
        onPanel={openPanel}
        onSidebar={setSidebarOpen}
        onTour={tour.setOpen}
      />
      <Sidebar tourOpen={tour.progress.open} onTour={tour.setOpen} onGo={() => setSidebarOpen(false)} />
      <main className="main">
        <TroubleBar />
        <MainView />
      </main>
      {panel?.name === 'world' && <WorldPanel whereRoom={panel.whereRoom} onClose={closePanel} />}
      {panel?.name === 'hood' && <Hood onClose={closePanel} />}
      {tour.progress.open && <TourCard tour={tour} onPanel={openPanel} />}
      <ModalStack />
    </div>
  );
}

/** The whole page. */
export function App() {
  return (
    <ToastProvider>
      <LiveProvider>
        <SessionProvider>
          <ConfirmProvider>
            <Layout />
          </ConfirmProvider>
        </SessionProvider>
      </LiveProvider>
    </ToastProvider>
  );
}
