import { systemClock } from '../clock.ts';
import type { DatabaseHandle } from '../db/database.ts';
import { findMemberByEmail, findMemberBySlackId, type Member } from '../db/member-repository.ts';
import type { Organization } from '../db/organization-repository.ts';
import { CONFIRMATION_WORDS } from '../domain/confirmation.ts';
import { sentenceOf } from '../domain/refusal.ts';
import { eraseFromServer } from '../service/members/erasing.ts';
import { EXIT, ExitError } from './exit.ts';
import { assertMigrated, chooseOrganization, withStorage } from './storage.ts';
import { ask, isTerminal, print } from './terminal.ts';

/** `muster erase`: forgets who somebody was. A person has to sit at the terminal and type the word. */
export async function eraseCommand({ member, team }: { member: string; team?: string }): Promise<void> {
  if (!isTerminal()) throw new ExitError(EXIT.usage, '`muster erase` asks for a typed word, so it needs a terminal.');
  await withStorage(async (handle) => {
    await assertMigrated(handle);
    const organization = await chooseOrganization(handle, team);
    const { id, name, email } = await findPerson(handle, organization, member);
    print(`${name}${email === null ? '' : `, ${email}`} (${id}) of ${organization.name} will be erased: the name, the`);
    print('addresses, the accounts and free text about them. The audit trail keeps the id. There is no way back.');
    const word = await ask(`Type ${CONFIRMATION_WORDS.erase} to erase this person: `);
    const outcome = await eraseFromServer({ database: handle, clock: systemClock }, organization.id, {
      memberId: id,
      word,
    });
    if (outcome.type === 'refused')
      throw new ExitError(EXIT.failed, `Nothing was changed. ${sentenceOf(outcome.refusal)}`);
    print('Erased. Backups that were made before still have this person.');
  });
}

async function findPerson({ db }: DatabaseHandle, { id }: Organization, named: string): Promise<Member> {
  const now = systemClock.now();
  const member = named.includes('@')
    ? await findMemberByEmail(db, id, named, now)
    : await findMemberBySlackId(db, id, named, now);
  if (member === null) throw new ExitError(EXIT.failed, `There is nobody with the Slack id or address ${named} here.`);
  return member;
}
