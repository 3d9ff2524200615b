import { ConversationView } from '../conversation/conversation.tsx';
import { Home } from '../home/home.tsx';
import { MailView } from '../mail/mail-view.tsx';
import { useSession } from '../state/session.ts';
import { MainHead } from './main-head.tsx';

/** The middle of the page. */
export function MainView() {
  const { state, location } = useSession();
  const { place } = location;
  if (place.type === 'mail') return <MailView />;
  if (place.type === 'home') {
    return (
      <>
        <MainHead title={state.workspace.appName} tab="home" />
        <Home key={state.me.id} />
      </>
    );
  }
  const { id } = place;
  const summary = state.conversations.find((one) => (id === 'app' ? one.type === 'app' : one.id === id));
  if (!summary) return <p className="empty empty-conversation">{state.me.name} is not in this conversation.</p>;
  const isApp = summary.type === 'app';
  return (
    <>
      <MainHead title={isApp ? summary.name : `# ${summary.name}`} tab={isApp ? 'messages' : null} />
      <ConversationView summary={summary} />
    </>
  );
}
