/** What stands in a line of Slack's mrkdwn. */
export type Inline =
  | { type: 'text'; text: string }
  | { type: 'code'; text: string }
  | { type: 'bold' | 'italic' | 'strike'; children: Inline[] }
  | { type: 'link'; url: string; label: string }
  | { type: 'person'; id: string; label: string | null }
  | { type: 'channel'; id: string; label: string | null }
  | { type: 'group'; label: string }
  | { type: 'broadcast'; range: string }
  | { type: 'date'; seconds: number; format: string; url: string | null; fallback: string };

export type Paragraph =
  | { type: 'lines'; children: Inline[] }
  | { type: 'quote'; children: Inline[] }
  | { type: 'preformatted'; text: string };
