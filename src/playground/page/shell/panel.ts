/** What can stand at the right. */
export type PanelName = 'world' | 'hood';

export interface OpenPanel {
  name: PanelName;
  /** Nobody asked for it: it is there where there is room for it. */
  whereRoom: boolean;
}
