/** What can stand at the right. */
export type PanelName = 'world' | 'hood';
