import { systemClock } from '../clock.ts';
import { getEnforcement } from '../db/enforcement-repository.ts';
import { CONFIRMATION_WORDS } from '../domain/confirmation.ts';
import { sentenceOf } from '../domain/refusal.ts';
import { createLogger } from '../log.ts';
import { createDisabledMailer, createMailer } from '../mail/mailer.ts';
import { stopFromServer } from '../service/enforcement/stopping.ts';
import { EXIT, ExitError } from './exit.ts';
import { assertMigrated, chooseOrganization, withStorage } from './storage.ts';
import { ask, isTerminal, print } from './terminal.ts';

/** A bot that runs finds the notices by its sweep, within seconds; one that does not, at its start. */
const NO_QUEUE = { wakeDeliveries: async () => {}, wakeReadings: async () => {} };

/** `muster stop`: the way out when Slack cannot. A person has to sit at the terminal and type the word. */
export async function stopCommand({ reason, team }: { reason: string; team?: string }): Promise<void> {
  if (!isTerminal()) throw new ExitError(EXIT.usage, '`muster stop` asks for a typed word, so it needs a terminal.');
  await withStorage(async (handle, config) => {
    await assertMigrated(handle);
    const organization = await chooseOrganization(handle, team);
    const { state } = await getEnforcement(handle.db, organization.id);
    print(`MFA enforcement of ${organization.name} is ${state}. Members will no longer be required to have MFA,`);
    print('and every owner will be told, with your reason.');
    const word = await ask(`Type ${CONFIRMATION_WORDS.stop} to stop enforcing MFA: `);
    const mailer = config.mail === null ? createDisabledMailer() : createMailer(config.mail);
    const log = createLogger(config.logLevel);
    const deps = { database: handle, clock: systemClock, queue: NO_QUEUE, mailer, log };
    const outcome = await stopFromServer(deps, organization.id, { word, reason });
    await mailer.close();
    if (outcome.type === 'refused')
      throw new ExitError(EXIT.failed, `Nothing was changed. ${sentenceOf(outcome.refusal)}`);
    print('MFA is no longer enforced. The owners are told as soon as Muster runs.');
  });
}
