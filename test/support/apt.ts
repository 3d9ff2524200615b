import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { aptPackageOf, findTool, type ToolName } from './tools.ts';

const run = promisify(execFile);

/**
 * Installs what is missing where that works: as root on Debian or Ubuntu. Elsewhere it does nothing,
 * and the test that needs the tool says what to type.
 */
export async function installMissingTools(names: readonly ToolName[]): Promise<void> {
  const packages = names.filter((name) => findTool(name) === null).map(aptPackageOf);
  if (packages.length === 0 || !(await canInstall())) return;
  process.stderr.write(`Installing ${packages.join(', ')} with apt-get …\n`);
  try {
    await aptGet('update');
    await aptGet('install', '--yes', '--no-install-recommends', ...packages);
  } catch (error) {
    // The tests that need none of it are worth running; the others name what is missing.
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  }
}

async function canInstall(): Promise<boolean> {
  if (process.getuid?.() !== 0) return false;
  return run('apt-get', ['--version']).then(
    () => true,
    () => false,
  );
}

async function aptGet(...args: string[]): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['-qq', '-o', 'DPkg::Lock::Timeout=120', ...args], { env, maxBuffer: 64 * 1024 * 1024 });
}
