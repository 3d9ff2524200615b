import { stderr, stdin, stdout } from 'node:process';
import { createInterface } from 'node:readline/promises';

export function print(text: string): void {
  stdout.write(`${text}\n`);
}

export function complain(text: string): void {
  stderr.write(`${text}\n`);
}

/** Whether a person sits at both ends. */
export function isTerminal(): boolean {
  return stdin.isTTY === true && stdout.isTTY === true;
}

export async function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: stdin, output: stdout });
  try {
    return await terminal.question(question);
  } finally {
    terminal.close();
  }
}
