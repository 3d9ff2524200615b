import type { Locator, Page } from 'playwright-core';

/** The limit of a wait for something to show: far more than it takes, even on a busy machine. */
const PATIENCE = { timeout: 30_000 };

/** Somebody at the page: clicks and types, and sees nothing but what is shown. */
export function sitDown(page: Page) {
  const box = page.getByRole('combobox', { name: /^Message / });
  const world = page.getByRole('complementary', { name: 'World' });

  async function openPlace(name: string): Promise<void> {
    await page.getByRole('navigation', { name: 'Workspace' }).getByRole('button', { name }).click();
  }

  return {
    box,
    world,
    /** The last message that says so. */
    message: (text: string | RegExp): Locator => page.getByRole('article').filter({ hasText: text }).last(),
    modal: (name: string): Locator => page.getByRole('dialog', { name }),
    openPlace,
    async see(locator: Locator): Promise<void> {
      await locator.waitFor(PATIENCE);
    },
    async become(name: string): Promise<void> {
      await page.getByRole('button', { name: /^You are / }).click();
      await page
        .getByRole('dialog', { name: 'Switch person' })
        .getByRole('button', { name: new RegExp(`^${name}`) })
        .click();
      await page.getByRole('button', { name: new RegExp(`^You are ${name}`) }).waitFor(PATIENCE);
    },
    async say(text: string): Promise<void> {
      await box.pressSequentially(text);
      await box.press('Enter');
    },
    /** Goes through the mail of everybody and opens the newest one to this address. */
    async readMail(address: string): Promise<Locator> {
      await openPlace('Mail');
      await page.getByRole('button', { name: /^Everybody/ }).click();
      await page
        .getByRole('button', { name: new RegExp(`^To ${address}`) })
        .first()
        .click(PATIENCE);
      return page.frameLocator('iframe').locator('body');
    },
    /** Switches this person's MFA in one directory, by its legend in World. */
    async switchMfa(directory: string, choice: string): Promise<void> {
      const group = world.getByRole('group', { name: directory });
      await group.getByText(choice, { exact: true }).click();
      await group.getByRole('radio', { name: choice, checked: true }).waitFor(PATIENCE);
    },
    async turnMfaOn(): Promise<void> {
      await world.getByText('App', { exact: true }).click();
      await page.getByRole('button', { name: /^You are .*MFA by app/ }).waitFor(PATIENCE);
    },
  };
}
export type PersonAtPage = ReturnType<typeof sitDown>;
