import { accessSync, constants, readdirSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';

/** A program that tests need and that npm does not bring. */
export type ToolName = 'redis-server' | 'postgres' | 'chromium';

interface Tool {
  /** Where it may be, the best first. */
  candidates: () => string[];
  install: { debian: string; darwin: string };
}

const TOOLS: Record<ToolName, Tool> = {
  'redis-server': {
    candidates: () => onPath('redis-server'),
    install: { debian: 'apt-get install redis-server', darwin: 'brew install redis' },
  },
  postgres: {
    // Debian keeps the server's programs off PATH, one folder a version.
    candidates: () => [
      ...inNewestOf('/usr/lib/postgresql', /^\d+$/, 'bin/postgres'),
      ...inNewestOf('/opt/homebrew/opt', /^postgresql@/, 'bin/postgres'),
      ...inNewestOf('/usr/local/opt', /^postgresql@/, 'bin/postgres'),
      ...onPath('postgres'),
    ],
    install: { debian: 'apt-get install postgresql', darwin: 'brew install postgresql@17' },
  },
  chromium: {
    candidates: () => [
      ...onPath('chromium', 'chromium-browser', 'google-chrome'),
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      chromium.executablePath(),
    ],
    install: { debian: 'apt-get install chromium', darwin: 'npx playwright-core install chromium' },
  },
};

function onPath(...names: string[]): string[] {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
}

function inNewestOf(folder: string, pattern: RegExp, file: string): string[] {
  try {
    const versions = readdirSync(folder).filter((name) => pattern.test(name));
    versions.sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
    return versions.map((version) => path.join(folder, version, file));
  } catch {
    return [];
  }
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export function findTool(name: ToolName): string | null {
  return TOOLS[name].candidates().find(isExecutable) ?? null;
}

/** The path of a tool. Throws a sentence that says what to type where it is missing. */
export function getTool(name: ToolName): string {
  const found = findTool(name);
  if (found !== null) return found;
  const { debian, darwin } = TOOLS[name].install;
  throw new Error(
    `${name} is needed by this test and was not found. Install it: Debian or Ubuntu: "sudo ${debian}"; macOS: "${darwin}".`,
  );
}

/** What apt calls the tools. */
export function aptPackageOf(name: ToolName): string {
  return TOOLS[name].install.debian.replace('apt-get install ', '');
}
