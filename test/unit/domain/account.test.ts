import { describe, expect, it } from 'vitest';
import { distinctAccountName } from '../../../src/domain/account.ts';

const nobody = { name: null, email: null, login: null };
const own = { ownEmail: 'ann@example.org', isOnly: true };

describe('an account is named in a reminder', () => {
  it.each([
    ['by its login', { ...nobody, name: 'octocat', login: 'octocat' }, own, 'octocat'],
    [
      'by its login even where the address is theirs',
      { ...nobody, email: 'ann@example.org', login: 'octocat' },
      own,
      'octocat',
    ],
    ['by another address', { ...nobody, email: 'ann@old.example', name: 'Ann' }, own, 'ann@old.example'],
    ['not by their own address', { ...nobody, email: 'ANN@example.org', name: 'Ann' }, own, null],
    [
      'by their own address among several',
      { ...nobody, email: 'ann@example.org' },
      { ...own, isOnly: false },
      'ann@example.org',
    ],
    ['by its name where nothing else is told', { ...nobody, name: 'Ann' }, own, 'Ann'],
    ['not where nothing is told', nobody, { ...own, isOnly: false }, null],
  ])('%s', (_how, identity, known, name) => {
    expect(distinctAccountName(identity, known)).toBe(name);
  });
});
