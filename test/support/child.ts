import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

export interface Child {
  /** What it has told so far, in order. */
  readonly told: unknown[];
  readonly ended: Promise<void>;
  kill(): Promise<void>;
}

// Vite runs the sources as they are: a child needs no build.
const RUN = 'const { runnerImport } = await import(process.argv[1]); await runnerImport(process.argv[2]);';

/** Runs a source file as a process of its own, with an argument that it finds as `process.argv[3]`. */
export function startChild(file: URL, argument: unknown, flags: readonly string[] = []): Child {
  const vite = pathToFileURL(createRequire(import.meta.url).resolve('vite')).href;
  const path = fileURLToPath(file);
  const args = [...flags, '--input-type=module', '--eval', RUN, vite, path, JSON.stringify(argument)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const told: unknown[] = [];
  child.on('message', (message) => told.push(message));
  const ended = once(child, 'exit').then(() => {});
  return { told, ended, kill: () => killAndWait(child) };
}

async function killAndWait(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}
