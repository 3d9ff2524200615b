import type { FormEvent } from 'react';
import type { ShownView } from '../../protocol/view.ts';
import { Blocks } from '../block-kit/blocks.tsx';
import { SurfaceContext } from '../block-kit/surface.ts';
import { useSession } from '../state/session.ts';
import { useViewSurface } from '../state/use-view-surface.ts';
import { Dialog } from '../ui/dialog.tsx';

function SubmitButton({ label, busy }: { label: string; busy: boolean }) {
  return (
    <button type="submit" className="button button-primary" aria-busy={busy} disabled={busy}>
      {busy && <span className="spinner" aria-hidden="true" />}
      {label}
    </button>
  );
}

/** A modal of the app, with its form. */
export function Modal({ view, depth }: { view: ShownView; depth: number }) {
  const { act } = useSession();
  const surface = useViewSurface(view);
  const close = (all: boolean) => void act({ type: 'close', viewId: view.id, all });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (view.submit !== null && !surface.busy) void surface.submit();
  };
  return (
    <Dialog title={view.title} onClose={() => close(false)} onCross={() => close(true)}>
      <form className="dialog-form" noValidate onSubmit={onSubmit}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long view must scroll by keyboard */}
        <section className="dialog-body" tabIndex={0} aria-label={view.title}>
          <SurfaceContext value={surface}>
            <Blocks blocks={view.blocks} />
          </SurfaceContext>
        </section>
        <footer className="dialog-foot">
          {depth > 1 && <span className="dialog-depth">View {depth} of a stack</span>}
          <button type="button" className="button" onClick={() => close(false)}>
            {view.close ?? 'Close'}
          </button>
          {view.submit !== null && <SubmitButton label={view.submit} busy={surface.busy} />}
        </footer>
      </form>
    </Dialog>
  );
}
