import { z } from 'zod';

const manifestSchema = z.object({
  display_information: z.object({ name: z.string() }).optional(),
  features: z
    .object({
      app_home: z.object({ home_tab_enabled: z.boolean().optional() }).optional(),
      bot_user: z.object({ display_name: z.string() }).optional(),
      slash_commands: z.array(z.object({ command: z.string() })).optional(),
    })
    .optional(),
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()).optional() }).optional() }).optional(),
  settings: z
    .object({ event_subscriptions: z.object({ bot_events: z.array(z.string()).optional() }).optional() })
    .optional(),
});

/** What an app's manifest allows it. `null` is "not said": everything is allowed. */
export interface AppConfig {
  name: string;
  botScopes: readonly string[] | null;
  commands: readonly string[] | null;
  events: readonly string[] | null;
  homeTab: boolean;
}

/** Reads the parsed `manifest.yml`. Without one, the app may do everything that the stand-in knows. */
export function readManifest(manifest: unknown): AppConfig {
  if (manifest === undefined) return { name: 'app', botScopes: null, commands: null, events: null, homeTab: true };
  const { display_information, features, oauth_config, settings } = manifestSchema.parse(manifest);
  return {
    name: features?.bot_user?.display_name ?? display_information?.name ?? 'app',
    botScopes: oauth_config?.scopes?.bot ?? [],
    commands: (features?.slash_commands ?? []).map(({ command }) => command),
    events: settings?.event_subscriptions?.bot_events ?? [],
    homeTab: features?.app_home?.home_tab_enabled ?? false,
  };
}
