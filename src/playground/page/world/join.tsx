import { type FormEvent, useId, useState } from 'react';
import { useSession } from '../state/session.ts';

interface JoinProps {
  /** The person who joined last. */
  joined: string | null;
  onJoined(user: string): void;
}

/** Somebody new comes into the workspace, without MFA. */
export function Join({ joined, onJoined }: JoinProps) {
  const { change, go } = useSession();
  const [name, setName] = useState('');
  const id = useId();

  async function submit(event: FormEvent) {
    event.preventDefault();
    const answer = await change({ type: 'join', name });
    if (!answer?.user) return;
    setName('');
    onJoined(answer.user);
  }

  return (
    <section className="card" aria-label="Somebody new">
      <h3>Somebody new</h3>
      <form className="join" onSubmit={(event) => void submit(event)}>
        <label htmlFor={id}>Name</label>
        <div className="join-row">
          <input
            id={id}
            className="field"
            value={name}
            maxLength={80}
            placeholder="Noor Haddad"
            autoComplete="off"
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <button type="submit" className="button" disabled={name.trim() === ''}>
            Join
          </button>
        </div>
      </form>
      {joined !== null && (
        <button type="button" className="button button-link" onClick={() => go({ as: joined })}>
          Be the person who just joined
        </button>
      )}
    </section>
  );
}
