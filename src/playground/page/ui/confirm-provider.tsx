import { type ReactNode, useCallback, useState } from 'react';
import { Text } from '../block-kit/text.tsx';
import type { ConfirmObject } from '../block-kit/types.ts';
import { type Confirm, ConfirmContext } from './confirm.ts';
import { Dialog } from './dialog.tsx';

interface Open {
  question: ConfirmObject;
  answer: (agreed: boolean) => void;
}

function ConfirmDialog({ question, answer }: Open) {
  return (
    <Dialog title={question.title.text} size="small" onClose={() => answer(false)}>
      <div className="dialog-body">
        <Text text={question.text} />
      </div>
      <footer className="dialog-foot">
        <button type="button" className="button" onClick={() => answer(false)}>
          {question.deny.text}
        </button>
        <button
          type="button"
          className={question.style === 'danger' ? 'button button-danger' : 'button button-primary'}
          onClick={() => answer(true)}
        >
          {question.confirm.text}
        </button>
      </footer>
    </Dialog>
  );
}

/** Gives everything inside of it the confirm dialog of Block Kit. */
export function ConfirmProvider({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState<Open | null>(null);
  const confirm: Confirm = useCallback(
    (question) =>
      new Promise((resolve) => {
        const answer = (agreed: boolean) => {
          setOpen(null);
          resolve(agreed);
        };
        setOpen({ question, answer });
      }),
    [],
  );
  return (
    <ConfirmContext value={confirm}>
      {children}
      {open && <ConfirmDialog {...open} />}
    </ConfirmContext>
  );
}
