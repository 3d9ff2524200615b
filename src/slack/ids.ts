/** Every name that Slack and Muster agree on, in one place. `manifest.yml` is held against this file by a test. */

export const COMMAND = '/mfa';

/** The first word after `/mfa`. */
export const COMMAND_WORDS = [
  'help',
  'status',
  'enforce',
  'stop',
  'remind',
  'members',
  'check',
  'grant',
  'revoke',
  'history',
  'exempt',
  'settings',
  'invite',
  'schedule',
  'later',
] as const;
export type CommandWord = (typeof COMMAND_WORDS)[number];

/** `action_id` of buttons, menus and selects. */
export const ACTIONS = {
  checkAgain: 'check_again',
  needHelp: 'need_help',
  showWhoAsks: 'show_who_asks',
  openSetup: 'open_setup',
  openSecondSetup: 'open_setup_2',
  openThirdSetup: 'open_setup_3',
  remindMissing: 'remind_missing',
  retryFailed: 'retry_failed',
  cancelEnforce: 'enforce_cancel',
  armWhenReady: 'arm_when_ready',
  armByDate: 'arm_by_date',
  disarm: 'disarm',
  approve: 'approve',
  decline: 'decline',
  acceptReading: 'accept_reading',
  allowLocks: 'allow_locks',
  openLocks: 'open_locks',
  memberMenu: 'member_menu',
  membersFilter: 'members_filter',
  membersPrevious: 'members_previous',
  membersNext: 'members_next',
  historyPrevious: 'history_previous',
  historyNext: 'history_next',
  remindLater: 'remind_later',
  snoozeHour: 'snooze_hour',
  snoozeTomorrow: 'snooze_tomorrow',
  snoozeNextWeek: 'snooze_next_week',
  campaignNew: 'campaign_new',
  campaignMenu: 'campaign_menu',
  campaignPreview: 'campaign_preview',
  campaignAudience: 'campaign_choose_audience',
  campaignCadence: 'campaign_choose_cadence',
  campaignChannels: 'campaign_choose_channels',
  campaignOutcome: 'campaign_choose_outcome',
  homeFilter: 'home_filter',
  homePrevious: 'home_previous',
  homeNext: 'home_next',
  homeEnforce: 'home_enforce',
  homeStop: 'home_stop',
  homeRemind: 'home_remind',
  homeHistory: 'home_history',
  homeSettings: 'home_settings',
  invitationMenu: 'invitation_menu',
  invitationsPrevious: 'invitations_previous',
  invitationsNext: 'invitations_next',
} as const;
export type ActionId = (typeof ACTIONS)[keyof typeof ACTIONS];

/** `callback_id` of the modals that are submitted. */
export const SUBMISSIONS = {
  enforce: 'enforce',
  stop: 'stop',
  arm: 'arm',
  remindEveryone: 'remind_everyone',
  settings: 'settings',
  invite: 'invite',
  exemptMember: 'exempt_member',
  link: 'link',
  unlink: 'unlink',
  schedule: 'schedule',
  endCampaign: 'end_campaign',
} as const;
export type SubmissionId = (typeof SUBMISSIONS)[keyof typeof SUBMISSIONS];

/** `callback_id` of what is only shown. */
export const SCREENS = {
  home: 'home',
  enforceProgress: 'enforce_progress',
  enforceResult: 'enforce_result',
  round: 'round',
  members: 'members',
  locks: 'locks',
  campaigns: 'campaigns',
  preview: 'preview',
  history: 'history',
  information: 'information',
} as const;

/** `block_id`. */
export const BLOCKS = {
  word: 'word',
  reason: 'reason',
  exempt: 'exempt',
  date: 'date',
  end: 'end',
  offers: 'offers',
  reminder: 'reminder',
  buttons: 'buttons',
  pages: 'pages',
  history: 'history',
  filter: 'filter',
  email: 'email',
  sponsor: 'sponsor',
  kind: 'kind',
  person: 'person',
  account: 'account',
} as const;

/** `action_id` of the fields inside of modals. */
export const FIELDS = {
  word: 'word_typed',
  reason: 'reason_typed',
  exempt: 'exempt_typed',
  email: 'email_typed',
  date: 'date_chosen',
  end: 'end_chosen',
  sponsor: 'sponsor_chosen',
  kind: 'kind_chosen',
  person: 'person_chosen',
  account: 'account_chosen',
} as const;

/** The events of the Events API that are subscribed to. */
export const EVENTS = ['app_home_opened', 'team_join', 'user_change', 'app_uninstalled', 'tokens_revoked'] as const;
export type EventName = (typeof EVENTS)[number];

/** What the bot may do; each is used. */
export const BOT_SCOPES = [
  'commands',
  'chat:write',
  'im:write',
  'im:history',
  'users:read',
  'users:read.email',
  'usergroups:read',
  'dnd:read',
] as const;

/** What the token of an admin may do, so that Slack's own 2FA can be seen (`SLACK_ADMIN_TOKEN`). */
export const USER_SCOPES = ['users:read'] as const;

/** Marks a direct message with its delivery, so that a second attempt can find the first. */
export const DELIVERY_EVENT = 'muster_delivery';
