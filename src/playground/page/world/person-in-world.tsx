import type { PersonCard } from '../../protocol/person.ts';
import { useSession } from '../state/session.ts';
import { useConfirm } from '../ui/confirm.ts';
import { AccountInWorld } from './account-in-world.tsx';
import { DoNotDisturb } from './do-not-disturb.tsx';

/** What the chosen person does in the world. */
export function PersonInWorld({ person }: { person: PersonCard }) {
  const { state, change } = useSession();
  const confirm = useConfirm();

  async function leave() {
    const agreed = await confirm({
      title: { type: 'plain_text', text: `${person.name} leaves?` },
      text: { type: 'plain_text', text: 'Their account is deactivated. They can come back later.' },
      confirm: { type: 'plain_text', text: 'Leave' },
      deny: { type: 'plain_text', text: 'Stay' },
      style: 'danger',
    });
    if (agreed) await change({ type: 'leave', user: person.id });
  }

  return (
    <section className="card" aria-label={person.name}>
      <h3>{person.name}</h3>
      {person.deactivated ? (
        <button type="button" className="button" onClick={() => void change({ type: 'return', user: person.id })}>
          Come back to the workspace
        </button>
      ) : (
        <>
          {state.directories.map((directory) => (
            <AccountInWorld key={directory.name} person={person} directory={directory} />
          ))}
          <DoNotDisturb person={person} />
          <button type="button" className="button button-quiet-danger" onClick={() => void leave()}>
            Leave the workspace
          </button>
        </>
      )}
    </section>
  );
}
