import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holdReason, type ReadingEffect } from '../../../src/domain/reading.ts';

const QUIET: ReadingEffect = { known: 0, turnUnknown: 0, members: 0, vanish: 0 };

describe('a pass that changes too much', () => {
  it.each([
    [0, 0, false],
    [3, 3, false],
    [3, 4, false],
    [4, 4, true],
    [4, 19, true],
    [4, 20, false],
    [5, 25, false],
    [5, 24, true],
    [20, 100, false],
    [21, 100, true],
    [20_000, 100_000, false],
    [20_001, 100_000, true],
  ])('%i of %i is held: %s (more than a fifth, and more than three)', (changed, of, held) => {
    const vanish = holdReason({ ...QUIET, members: of, vanish: changed });
    const unknown = holdReason({ ...QUIET, known: of, turnUnknown: changed });
    expect(vanish !== null).toBe(held);
    expect(unknown !== null).toBe(held);
    if (!held) return;
    expect(vanish).toContain(`${changed} of ${of} members`);
    expect(unknown).toContain(`${changed} of ${of} known MFA statuses`);
    expect(unknown).toContain('unknown');
  });

  it('is held for either reason, and only for these', () => {
    const part = fc.nat(60).chain((of) => fc.tuple(fc.nat(of), fc.constant(of)));
    fc.assert(
      fc.property(part, part, ([turnUnknown, known], [vanish, members]) => {
        const blinds = turnUnknown >= 4 && turnUnknown / known > 0.2;
        const empties = vanish >= 4 && vanish / members > 0.2;
        expect(holdReason({ known, turnUnknown, members, vanish }) !== null).toBe(blinds || empties);
      }),
    );
  });
});
