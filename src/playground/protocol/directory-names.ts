/** Where the playground's people may have their MFA. Apart from the schemas: the command line reads it for its help. */
export const PLAYGROUND_DIRECTORIES = ['slack', 'scaleway', 'csv'] as const;
