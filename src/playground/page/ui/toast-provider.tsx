import { type ReactNode, useMemo, useState } from 'react';
import { ToastContext, type Toasts } from '../state/toasts.ts';

const SHOWN_MS = 7_000;

interface Toast {
  id: number;
  text: string;
}

function textOf(error: unknown): string {
  if (error instanceof TypeError) return 'The playground does not answer. Is it still running?';
  return error instanceof Error ? error.message : String(error);
}

let lastId = 0;

export function ToastProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const api: Toasts = useMemo(() => {
    const remove = (id: number) => setToasts((now) => now.filter((toast) => toast.id !== id));
    const say = (text: string) => {
      const id = ++lastId;
      setToasts((now) => [...now.slice(-2), { id, text }]);
      setTimeout(remove, SHOWN_MS, id);
    };
    return { say, sayError: (error) => say(textOf(error)) };
  }, []);
  return (
    <ToastContext value={api}>
      {children}
      <div className="toasts" role="status">
        {toasts.map(({ id, text }) => (
          <p key={id} className="toast">
            {text}
          </p>
        ))}
      </div>
    </ToastContext>
  );
}
