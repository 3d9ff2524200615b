import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Command } from './protocol/state.ts';

const manifestSchema = z.object({
  features: z.object({
    bot_user: z.object({ display_name: z.string() }),
    slash_commands: z
      .array(z.object({ command: z.string(), description: z.string(), usage_hint: z.string().default('') }))
      .default([]),
  }),
});

export interface AppManifest {
  /** As the stand-in takes it. */
  json: unknown;
  appName: string;
  commands: Command[];
}

/** Takes from a parsed manifest what the page shows of the app. */
export function describeManifest(json: unknown): AppManifest {
  const { features } = manifestSchema.parse(json);
  const commands = features.slash_commands.map(({ command, description, usage_hint: usageHint }) => ({
    command,
    description,
    usageHint,
  }));
  return { json, appName: features.bot_user.display_name, commands };
}

/** Reads the app's `manifest.yml`. */
export async function loadManifest(file: string): Promise<AppManifest> {
  return describeManifest(parse(await readFile(file, 'utf8')));
}
