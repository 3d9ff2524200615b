import { type ReactNode, useCallback, useMemo } from 'react';
import { actionAnswerSchema, type WorldAction } from '../../protocol/action.ts';
import { postJson } from '../api/request.ts';
import { ReaderContext } from './reader.ts';
import { type MyAction, type Session, SessionContext } from './session.ts';
import { useToasts } from './toasts.ts';
import { useLocation } from './use-location.ts';
import { usePageState } from './use-page-state.ts';

function useActions(me: string | null, reload: () => void) {
  const { say, sayError } = useToasts();
  const post = useCallback(
    async (path: string, body: unknown) => {
      try {
        const answer = await postJson(actionAnswerSchema, path, body);
        if (answer.notice !== null) say(answer.notice);
        reload();
        return answer;
      } catch (error) {
        sayError(error);
        return null;
      }
    },
    [reload, say, sayError],
  );
  const act = useCallback((action: MyAction) => post('/api/act', { ...action, as: me }), [post, me]);
  const change = useCallback((action: WorldAction) => post('/api/world', action), [post]);
  return { act, change };
}

/** Loads the person's view of the workspace, and draws its children as soon as it is there. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const { sayError } = useToasts();
  const [location, go] = useLocation();
  const { state, reload, loadEarlier } = usePageState(location, sayError);
  const { act, change } = useActions(state?.me.id ?? null, reload);
  const session: Session | null = useMemo(
    () => state && { state, location, go, loadEarlier, act, change },
    [state, location, go, loadEarlier, act, change],
  );
  const reader = useMemo(
    () =>
      state && {
        me: state.me.id,
        names: state.names,
        channels: state.conversations.filter(({ type }) => type === 'channel'),
        timeZone: state.me.timeZone ?? 'UTC',
        now: new Date(state.now),
      },
    [state],
  );
  if (!session || !reader) return <p className="loading">Opening the workspace …</p>;
  return (
    <SessionContext value={session}>
      <ReaderContext value={reader}>{children}</ReaderContext>
    </SessionContext>
  );
}
