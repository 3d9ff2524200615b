import { useState } from 'react';
import { Hood } from './hood/hood.tsx';
import { ModalStack } from './modal/modal-stack.tsx';
import { MainView } from './shell/main-view.tsx';
import type { OpenPanel, PanelName } from './shell/panel.ts';
import { Sidebar } from './shell/sidebar.tsx';
import { TopBar } from './shell/top-bar.tsx';
import { LiveProvider } from './state/live-provider.tsx';
import { SessionProvider } from './state/session-provider.tsx';
import { ConfirmProvider } from './ui/confirm-provider.tsx';
import { ToastProvider } from './ui/toast-provider.tsx';
import { WorldPanel } from './world/world-panel.tsx';

function Layout() {
  const [panel, setPanel] = useState<OpenPanel | null>({ name: 'world', whereRoom: true });
  const [sidebarOpen, setSidebarOpen] = useState(false);
  const closePanel = () => setPanel(null);
  const openPanel = (name: PanelName | null) => setPanel(name && { name, whereRoom: false });
  return (
    <div className={sidebarOpen ? 'layout sidebar-open' : 'layout'}>
      <TopBar panel={panel} sidebarOpen={sidebarOpen} onPanel={openPanel} onSidebar={setSidebarOpen} />
      <Sidebar onGo={() => setSidebarOpen(false)} />
      <main className="main">
        <MainView />
      </main>
      {panel?.name === 'world' && <WorldPanel whereRoom={panel.whereRoom} onClose={closePanel} />}
      {panel?.name === 'hood' && <Hood onClose={closePanel} />}
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
