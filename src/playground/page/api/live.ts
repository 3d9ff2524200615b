import { type LiveTopic, liveEventSchema } from '../../protocol/action.ts';

type Listener = (topics: readonly LiveTopic[]) => void;

/** Listens to what changes at the server. After a lost connection everything counts as changed. */
export function openLive(listener: Listener, onConnection: (open: boolean) => void): () => void {
  const source = new EventSource('/api/live');
  let wasOpen = false;
  source.addEventListener('open', () => {
    onConnection(true);
    if (wasOpen) listener(['state', 'mail', 'journal', 'people']);
    wasOpen = true;
  });
  source.addEventListener('error', () => onConnection(false));
  source.addEventListener('message', (event) => {
    const parsed = liveEventSchema.safeParse(JSON.parse(String(event.data)));
    if (parsed.success) listener(parsed.data.topics);
  });
  return () => source.close();
}
