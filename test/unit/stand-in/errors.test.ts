import { describe, expect, test } from 'vitest';
import { COMMON_ERRORS, METHOD_ERRORS } from '../../../src/playground/slack/errors.ts';
import { errorsOfMethod, hasFixtures, listFixtures, needsFixtures, readFixture } from './fixtures.ts';

function documented(file: string): string[] {
  return Object.keys(errorsOfMethod.parse(readFixture('api-ref', file)).errors);
}

describe.skipIf(!hasFixtures)(`the errors that the stand-in answers${needsFixtures}`, () => {
  const files = listFixtures('api-ref');

  test('common errors are documented as common', () => {
    expect(documented('_common_errors.json')).toEqual(expect.arrayContaining([...COMMON_ERRORS]));
  });

  test.each(Object.entries(METHOD_ERRORS))('errors of %s are documented for it', (method, errors) => {
    // For a few methods no reference was stored: their errors have to be known of others.
    const own = files.includes(`${method}.json`) ? [`${method}.json`] : files;
    expect(own.flatMap(documented)).toEqual(expect.arrayContaining([...errors]));
  });

  test('the universal errors are documented somewhere', () => {
    expect(files.flatMap(documented)).toEqual(expect.arrayContaining(['invalid_arguments', 'invalid_auth']));
  });
});
