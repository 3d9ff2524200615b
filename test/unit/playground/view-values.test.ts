import { expect, test } from 'vitest';
import { mergeValues } from '../../../src/playground/page/state/merge-values.ts';

const fresh = {
  word: { typed: { type: 'plain_text_input', value: null } },
  when: { day: { type: 'datepicker', selected_date: '2026-03-29' } },
};

test('what was typed survives an update of the view', () => {
  const typed = { word: { typed: { type: 'plain_text_input', value: 'ENFORCE' } } };
  expect(mergeValues(fresh, typed)).toEqual({ ...fresh, ...typed });
});

test('what was typed in a field that is gone, or is another one now, is forgotten', () => {
  const typed = {
    gone: { field: { type: 'plain_text_input', value: 'x' } },
    when: { day: { type: 'plain_text_input', value: 'x' } },
  };
  expect(mergeValues(fresh, typed)).toEqual(fresh);
});
