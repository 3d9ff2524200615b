import { type AccountCard, type DirectoryCard, MFA_CHOICES } from '../../protocol/directory.ts';
import type { PersonCard } from '../../protocol/person.ts';
import { DIRECTORY_LABELS, SWITCH_LABELS } from '../people/labels.ts';
import { useSession } from '../state/session.ts';
import { Segments } from './segments.tsx';

function NoAccount({ directory }: { directory: DirectoryCard }) {
  return (
    <div className="world-group">
      <p className="world-label">{DIRECTORY_LABELS[directory.name]}</p>
      <p>{directory.file === null ? 'No account.' : 'No line in the file.'}</p>
    </div>
  );
}

function Switch({ account, user }: { account: AccountCard; user: string }) {
  const { change } = useSession();
  const { directory, mfa } = account;
  return (
    <Segments
      legend={DIRECTORY_LABELS[directory]}
      name={`mfa-${directory}`}
      choices={MFA_CHOICES[directory].map((value) => ({ value, label: SWITCH_LABELS[value] }))}
      value={mfa}
      onChoose={(chosen) => void change({ type: 'mfa', user, directory, mfa: chosen })}
    />
  );
}

/** A person's account in one of the directories, with its switch. */
export function AccountInWorld({ person, directory }: { person: PersonCard; directory: DirectoryCard }) {
  const account = person.accounts.find((one) => one.directory === directory.name);
  if (account === undefined) return <NoAccount directory={directory} />;
  return (
    <div className="world-group world-account">
      <Switch account={account} user={person.id} />
      {account.locked && (
        <p className="world-note">
          <span className="badge badge-locked">Locked</span> Cannot sign in there.
        </p>
      )}
      {directory.file !== null && (
        <p className="world-note">
          The file is <code>{directory.file}</code>. Edit it as you like.
        </p>
      )}
    </div>
  );
}
