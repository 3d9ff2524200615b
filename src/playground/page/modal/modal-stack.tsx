import { useSession } from '../state/session.ts';
import { Modal } from './modal.tsx';

/** The modals of the person, one over the other. The browser makes everything but the topmost inert. */
export function ModalStack() {
  const { modals, me } = useSession().state;
  return modals.map((view, index) => <Modal key={`${me.id} ${view.id}`} view={view} depth={index + 1} />);
}
