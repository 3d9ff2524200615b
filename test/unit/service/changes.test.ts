import { expect, test } from 'vitest';
import { createChangeFilter } from '../../../src/service/members/changes.ts';

test('a person is read again only when something changed that Muster keeps', () => {
  const isChange = createChangeFilter();
  expect(isChange('org_1', 'U1', '{"deleted":false}')).toBe(true);
  expect(isChange('org_1', 'U1', '{"deleted":false}')).toBe(false);
  expect(isChange('org_1', 'U2', '{"deleted":false}')).toBe(true);
  expect(isChange('org_2', 'U1', '{"deleted":false}')).toBe(true);
  expect(isChange('org_1', 'U1', '{"deleted":true}')).toBe(true);
  expect(isChange('org_1', 'U1', '{"deleted":false}')).toBe(true);
});
