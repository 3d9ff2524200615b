import { styleText } from 'node:util';
import type { Finding } from './finding.ts';

const SIGNS = {
  well: { word: 'well', colour: 'green' },
  note: { word: 'note', colour: 'yellow' },
  wrong: { word: 'WRONG', colour: 'red' },
} as const satisfies Record<Finding['state'], { word: string; colour: string }>;

const GAP = '  ';

/** One line for each finding, in columns; what to do stands under it. */
export function formatFindings(findings: readonly Finding[], isColoured: boolean): string {
  const wordWidth = Math.max(...Object.values(SIGNS).map(({ word }) => word.length));
  const whatWidth = Math.max(...findings.map(({ what }) => what.length));
  const indent = ' '.repeat(wordWidth + GAP.length + whatWidth + GAP.length);
  return findings
    .map(({ what, state, says, todo }) => {
      const { word, colour } = SIGNS[state];
      const sign = word.padEnd(wordWidth);
      const line = [isColoured ? styleText(colour, sign) : sign, what.padEnd(whatWidth), says].join(GAP);
      return todo === null ? line : `${line}\n${indent}→ ${todo}`;
    })
    .join('\n');
}
