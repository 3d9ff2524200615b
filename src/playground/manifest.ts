import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Command } from './protocol/state.ts';

const manifestSchema = z.object({
  features: z.object({
    app_home: z.object({ messages_tab_read_only_enabled: z.boolean().default(false) }).optional(),
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
  /** Nobody can write to the app; commands work all the same. */
  isReadOnly: boolean;
}

/** Takes from a parsed manifest what the page shows of the app. */
export function describeManifest(json: unknown): AppManifest {
  const { features } = manifestSchema.parse(json);
  const commands = features.slash_commands.map(({ command, description, usage_hint: usageHint }) => ({
    command,
    description,
    usageHint,
  }));
  const isReadOnly = features.app_home?.messages_tab_read_only_enabled ?? false;
  return { json, appName: features.bot_user.display_name, commands, isReadOnly };
}

/** Reads the app's `manifest.yml`. */
export async function loadManifest(file: string): Promise<AppManifest> {
  return describeManifest(parse(await readFile(file, 'utf8')));
}
