CREATE FUNCTION public.refuse_audit_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
    begin raise exception 'audit events are append-only'; end $$;
CREATE TABLE public.accounts (
    id text NOT NULL,
    organization_id text NOT NULL,
    member_id text NOT NULL,
    directory text NOT NULL,
    external_id text NOT NULL,
    mfa_status text NOT NULL,
    mfa_method text,
    status_read_at text NOT NULL,
    reading_id text,
    created_at text NOT NULL,
    CONSTRAINT accounts_mfa_method CHECK ((mfa_method = ANY (ARRAY['app'::text, 'sms'::text, 'key'::text, 'other'::text]))),
    CONSTRAINT accounts_mfa_status CHECK ((mfa_status = ANY (ARRAY['enabled'::text, 'disabled'::text, 'unknown'::text])))
);
CREATE TABLE public.audit_chains (
    organization_id text NOT NULL,
    sequence integer NOT NULL,
    hash text NOT NULL
);
CREATE TABLE public.audit_events (
    id text NOT NULL,
    organization_id text NOT NULL,
    sequence integer NOT NULL,
    at text NOT NULL,
    type text NOT NULL,
    actor_type text NOT NULL,
    actor_id text,
    source text NOT NULL,
    subject_id text,
    before text,
    after text,
    previous_hash text NOT NULL,
    hash text NOT NULL,
    CONSTRAINT audit_events_actor CHECK (((actor_type = ANY (ARRAY['member'::text, 'server'::text, 'muster'::text])) AND ((actor_type = 'member'::text) = (actor_id IS NOT NULL))))
);
CREATE TABLE public.deliveries (
    id text NOT NULL,
    organization_id text NOT NULL,
    member_id text NOT NULL,
    reminder_id text,
    notice_id text,
    channel text NOT NULL,
    state text NOT NULL,
    due_at text NOT NULL,
    retry_at text,
    attempt integer NOT NULL,
    failures integer NOT NULL,
    lease_until text,
    last_error text,
    sent_at text,
    slack_channel text,
    slack_ts text,
    created_at text NOT NULL,
    CONSTRAINT deliveries_channel CHECK ((channel = ANY (ARRAY['slack'::text, 'slack_edit'::text, 'email'::text]))),
    CONSTRAINT deliveries_content CHECK (((reminder_id IS NULL) <> (notice_id IS NULL))),
    CONSTRAINT deliveries_lease CHECK (((state = 'sending'::text) = (lease_until IS NOT NULL))),
    CONSTRAINT deliveries_sent CHECK (((state = 'sent'::text) = (sent_at IS NOT NULL))),
    CONSTRAINT deliveries_state CHECK ((state = ANY (ARRAY['due'::text, 'sending'::text, 'sent'::text, 'undeliverable'::text, 'cancelled'::text])))
);
CREATE TABLE public.enforce_requests (
    id text NOT NULL,
    organization_id text NOT NULL,
    actor_id text NOT NULL,
    revision integer NOT NULL,
    confirmed_exempt integer,
    submitted_at text NOT NULL,
    reading_ids text NOT NULL,
    state text NOT NULL,
    refusal_code text,
    view_id text,
    decided_at text,
    CONSTRAINT enforce_requests_decided CHECK (((state = 'waiting'::text) = (decided_at IS NULL))),
    CONSTRAINT enforce_requests_state CHECK ((state = ANY (ARRAY['waiting'::text, 'enforced'::text, 'refused'::text, 'cancelled'::text])))
);
CREATE TABLE public.enforcements (
    organization_id text NOT NULL,
    state text NOT NULL,
    revision integer NOT NULL,
    since text NOT NULL,
    until text,
    armed integer NOT NULL,
    changed_by text,
    CONSTRAINT enforcements_armed CHECK (((armed = 0) OR ((armed = 1) AND (state = 'off'::text)))),
    CONSTRAINT enforcements_state CHECK ((state = ANY (ARRAY['off'::text, 'scheduled'::text, 'on'::text, 'paused'::text]))),
    CONSTRAINT enforcements_until CHECK (((state = ANY (ARRAY['scheduled'::text, 'paused'::text])) = (until IS NOT NULL)))
);
CREATE TABLE public.exemptions (
    id text NOT NULL,
    organization_id text NOT NULL,
    member_id text NOT NULL,
    sponsor_id text NOT NULL,
    reason text NOT NULL,
    starts_at text NOT NULL,
    ends_at text NOT NULL,
    ended_at text,
    CONSTRAINT exemptions_span CHECK ((starts_at < ends_at)),
    CONSTRAINT exemptions_sponsor CHECK ((sponsor_id <> member_id))
);
CREATE TABLE public.grants (
    id text NOT NULL,
    organization_id text NOT NULL,
    subject_type text NOT NULL,
    subject_id text NOT NULL,
    permission text NOT NULL,
    granted_by text NOT NULL,
    created_at text NOT NULL,
    CONSTRAINT grants_permission CHECK (((permission = ANY (ARRAY['view'::text, 'remind'::text])) OR ((subject_type = 'member'::text) AND (permission = ANY (ARRAY['enforce'::text, 'manage'::text]))))),
    CONSTRAINT grants_subject CHECK ((subject_type = ANY (ARRAY['member'::text, 'usergroup'::text])))
);
CREATE TABLE public.handled_events (
    organization_id text NOT NULL,
    event_id text NOT NULL,
    handled_at text NOT NULL
);
CREATE TABLE public.invitations (
    id text NOT NULL,
    organization_id text NOT NULL,
    email text NOT NULL,
    invited_by text NOT NULL,
    created_at text NOT NULL,
    expires_at text NOT NULL,
    accepted_by text,
    withdrawn_at text
);
CREATE TABLE public.kysely_migration (
    name character varying(255) NOT NULL,
    "timestamp" character varying(255) NOT NULL
);
CREATE TABLE public.kysely_migration_lock (
    id character varying(255) NOT NULL,
    is_locked integer DEFAULT 0 NOT NULL
);
CREATE TABLE public.members (
    id text NOT NULL,
    organization_id text NOT NULL,
    slack_user_id text,
    name text NOT NULL,
    sort_name text NOT NULL COLLATE pg_catalog."C",
    email text,
    time_zone text,
    role text NOT NULL,
    state text NOT NULL,
    pending_since text,
    mfa_status text,
    mfa_method text,
    dm_channel_id text,
    appeared_at text NOT NULL,
    created_at text NOT NULL,
    updated_at text NOT NULL,
    CONSTRAINT members_mfa_method CHECK ((mfa_method = ANY (ARRAY['app'::text, 'sms'::text, 'key'::text, 'other'::text]))),
    CONSTRAINT members_mfa_status CHECK ((mfa_status = ANY (ARRAY['enabled'::text, 'disabled'::text, 'unknown'::text]))),
    CONSTRAINT members_pending_since CHECK (((state = 'pending'::text) = (pending_since IS NOT NULL))),
    CONSTRAINT members_role CHECK ((role = ANY (ARRAY['primary_owner'::text, 'owner'::text, 'admin'::text, 'member'::text, 'guest'::text]))),
    CONSTRAINT members_state CHECK ((state = ANY (ARRAY['active'::text, 'pending'::text, 'deactivated'::text])))
);
CREATE TABLE public.notices (
    id text NOT NULL,
    organization_id text NOT NULL,
    kind text NOT NULL,
    payload text NOT NULL,
    text text,
    created_at text NOT NULL
);
CREATE TABLE public.organizations (
    id text NOT NULL,
    slack_team_id text NOT NULL,
    name text NOT NULL,
    away_since text,
    away_reason text,
    created_at text NOT NULL
);
CREATE TABLE public.readings (
    id text NOT NULL,
    organization_id text NOT NULL,
    directory text NOT NULL,
    trigger text NOT NULL,
    accepted_by text,
    state text NOT NULL,
    requested_at text NOT NULL,
    started_at text,
    ended_at text,
    lease_until text,
    attempt integer NOT NULL,
    people_read integer NOT NULL,
    counted integer,
    enabled integer,
    disabled integer,
    unknown integer,
    failure_code text,
    failure text,
    CONSTRAINT readings_lease CHECK (((state = 'running'::text) = (lease_until IS NOT NULL))),
    CONSTRAINT readings_state CHECK ((state = ANY (ARRAY['requested'::text, 'running'::text, 'completed'::text, 'failed'::text, 'held'::text]))),
    CONSTRAINT readings_trigger CHECK ((trigger = ANY (ARRAY['schedule'::text, 'enforce'::text, 'remind'::text, 'start'::text, 'accept'::text, 'command'::text])))
);
CREATE TABLE public.reminders (
    id text NOT NULL,
    organization_id text NOT NULL,
    member_id text NOT NULL,
    round_id text,
    reason text NOT NULL,
    requested_by text,
    deadline text,
    state text NOT NULL,
    outcome text,
    created_at text NOT NULL,
    closed_at text,
    CONSTRAINT reminders_closed CHECK ((((state = 'closed'::text) = (closed_at IS NOT NULL)) AND ((state = 'closed'::text) = (outcome IS NOT NULL)))),
    CONSTRAINT reminders_outcome CHECK ((outcome = ANY (ARRAY['enabled'::text, 'admitted'::text, 'no_longer_required'::text, 'left'::text]))),
    CONSTRAINT reminders_reason CHECK ((reason = ANY (ARRAY['manual'::text, 'violation'::text, 'welcome'::text]))),
    CONSTRAINT reminders_state CHECK ((state = ANY (ARRAY['open'::text, 'closed'::text])))
);
CREATE TABLE public.rounds (
    id text NOT NULL,
    organization_id text NOT NULL,
    requested_by text NOT NULL,
    view_id text,
    reading_ids text NOT NULL,
    state text NOT NULL,
    reminded integer NOT NULL,
    skipped integer NOT NULL,
    created_at text NOT NULL,
    CONSTRAINT rounds_state CHECK ((state = ANY (ARRAY['waiting'::text, 'sending'::text, 'finished'::text, 'failed'::text])))
);
CREATE TABLE public.staged_accounts (
    reading_id text NOT NULL,
    organization_id text NOT NULL,
    external_id text NOT NULL,
    mfa_status text NOT NULL,
    mfa_method text,
    account text NOT NULL,
    CONSTRAINT staged_accounts_mfa_method CHECK ((mfa_method = ANY (ARRAY['app'::text, 'sms'::text, 'key'::text, 'other'::text]))),
    CONSTRAINT staged_accounts_mfa_status CHECK ((mfa_status = ANY (ARRAY['enabled'::text, 'disabled'::text, 'unknown'::text])))
);
CREATE TABLE public.staged_people (
    reading_id text NOT NULL,
    organization_id text NOT NULL,
    slack_user_id text NOT NULL,
    deactivated integer NOT NULL,
    person text NOT NULL,
    CONSTRAINT staged_people_deactivated CHECK ((deactivated = ANY (ARRAY[0, 1])))
);
CREATE TABLE public.violations (
    id text NOT NULL,
    organization_id text NOT NULL,
    member_id text NOT NULL,
    opened_at text NOT NULL,
    closed_at text,
    grace_used_ms bigint NOT NULL,
    grace_running_since text,
    overdue_told_at text,
    CONSTRAINT violations_grace CHECK (((grace_used_ms >= 0) AND ((closed_at IS NULL) OR (grace_running_since IS NULL))))
);
INSERT INTO public.accounts VALUES ('acc_01a00000-0000-7000-8000-000000000001', 'org_01a00000-0000-7000-8000-000000000001', 'mem_01a00000-0000-7000-8000-000000000001', 'slack', 'U0PERSON1', 'enabled', 'app', '2026-03-02T12:00:00.000Z', 'rdg_01a00000-0000-7000-8000-000000000001', '2026-03-02T12:00:00.000Z');
INSERT INTO public.accounts VALUES ('acc_01a00000-0000-7000-8000-000000000002', 'org_01a00000-0000-7000-8000-000000000001', 'mem_01a00000-0000-7000-8000-000000000002', 'slack', 'U0PERSON2', 'disabled', NULL, '2026-03-02T12:00:00.000Z', NULL, '2026-03-02T12:00:00.000Z');
INSERT INTO public.audit_chains VALUES ('org_01a00000-0000-7000-8000-000000000001', 2, '5f5cb06eaa897f1a6a73458bd63d8ac429e41ce42e75f781300de2d973f91e88');
INSERT INTO public.audit_events VALUES ('evt_01a20cba-d009-7435-810f-8890c4bcdd5d', 'org_01a00000-0000-7000-8000-000000000001', 1, '2026-03-02T12:00:00.000Z', 'grant.added', 'member', 'mem_01a00000-0000-7000-8000-000000000001', 'slack:modal', 'mem_01a00000-0000-7000-8000-000000000002', NULL, '{"permission":"enforce"}', '', '3e4d19eb5a8616aa0539ae001efab660b93c42548e2416e82302adee08ac9fef');
INSERT INTO public.audit_events VALUES ('evt_01a20cba-d05d-7133-894b-ddae10cf633f', 'org_01a00000-0000-7000-8000-000000000001', 2, '2026-03-02T12:00:00.000Z', 'enforcement.on', 'member', 'mem_01a00000-0000-7000-8000-000000000001', 'slack:modal', 'mem_01a00000-0000-7000-8000-000000000002', NULL, '{"permission":"enforce"}', '3e4d19eb5a8616aa0539ae001efab660b93c42548e2416e82302adee08ac9fef', '5f5cb06eaa897f1a6a73458bd63d8ac429e41ce42e75f781300de2d973f91e88');
INSERT INTO public.deliveries VALUES ('dlv_01a00000-0000-7000-8000-000000000001', 'org_01a00000-0000-7000-8000-000000000001', 'mem_01a00000-0000-7000-8000-000000000002', 'rem_01a00000-0000-7000-8000-000000000001', NULL, 'slack', 'sent', '2026-03-02T12:00:00.000Z', NULL, 1, 0, NULL, NULL, '2026-03-02T12:00:00.000Z', 'D02', '1.2', '2026-03-02T12:00:00.000Z');
INSERT INTO public.deliveries VALUES ('dlv_01a00000-0000-7000-8000-000000000002', 'org_01a00000-0000-7000-8000-000000000001', 'mem_01a00000-0000-7000-8000-000000000002', 'rem_01a00000-0000-7000-8000-000000000001', NULL, 'email', 'due', '2026-03-03T12:00:00.000Z', NULL, 0, 0, NULL, NULL, NULL, NULL, NULL, '2026-03-02T12:00:00.000Z');
INSERT INTO public.deliveries VALUES ('dlv_01a00000-0000-7000-8000-000000000003', 'org_01a00000-0000-7000-8000-000000000001', 'mem_01a00000-0000-7000-8000-000000000002', NULL, 'ntc_01a00000-0000-7000-8000-000000000001', 'email', 'sending', '2026-03-02T12:00:00.000Z', NULL, 1, 0, '2026-03-03T12:00:00.000Z', NULL, NULL, NULL, NULL, '2026-03-02T12:00:00.000Z');
INSERT INTO public.enforce_requests VALUES ('enf_01a00000-0000-7000-8000-000000000001', 'org_01a00000-0000-7000-8000-000000000001', 'mem_01a00000-0000-7000-8000-000000000001', 2, NULL, '2026-03-02T12:00:00.000Z', '["rdg_01a00000-0000-7000-8000-000000000001"]', 'enforced', NULL, 'V01', '2026-03-02T12:00:00.000Z');
INSERT INTO public.enforcements VALUES ('org_01a00000-0000-7000-8000-000000000001', 'on', 3, '2026-03-02T12:00:00.000Z', NULL, 0, 'mem_01a00000-0000-7000-8000-000000000001');
INSERT INTO public.exemptions VALUES ('exm_01a00000-0000-7000-8000-000000000001', 'org_01a00000-0000-7000-8000-000000000001', 'mem_01a00000-0000-7000-8000-000000000003', 'mem_01a00000-0000-7000-8000-000000000001', 'parental leave', '2026-03-02T12:00:00.000Z', '2027-03-02T12:00:00.000Z', NULL);
INSERT INTO public.grants VALUES ('grt_01a00000-0000-7000-8000-000000000001', 'org_01a00000-0000-7000-8000-000000000001', 'member', 'mem_01a00000-0000-7000-8000-000000000002', 'enforce', 'mem_01a00000-0000-7000-8000-000000000001', '2026-03-02T12:00:00.000Z');
INSERT INTO public.grants VALUES ('grt_01a00000-0000-7000-8000-000000000002', 'org_01a00000-0000-7000-8000-000000000001', 'usergroup', 'S0GROUP', 'view', 'mem_01a00000-0000-7000-8000-000000000001', '2026-03-02T12:00:00.000Z');
INSERT INTO public.handled_events VALUES ('org_01a00000-0000-7000-8000-000000000001', 'Ev01', '2026-03-02T12:00:00.000Z');
INSERT INTO public.invitations VALUES ('inv_01a00000-0000-7000-8000-000000000001', 'org_01a00000-0000-7000-8000-000000000001', 'new@acme.example', 'mem_01a00000-0000-7000-8000-000000000001', '2026-03-02T12:00:00.000Z', '2026-03-03T12:00:00.000Z', NULL, NULL);
INSERT INTO public.kysely_migration VALUES ('0001_organizations', '2026-11-24T08:44:53.725Z');
INSERT INTO public.kysely_migration VALUES ('0002_members', '2026-11-24T08:44:53.994Z');
INSERT INTO public.kysely_migration VALUES ('0003_readings', '2026-11-24T08:44:54.227Z');
INSERT INTO public.kysely_migration VALUES ('0004_accounts', '2026-11-24T08:44:54.321Z');
INSERT INTO public.kysely_migration VALUES ('0005_staged_people', '2026-11-24T08:44:54.361Z');
INSERT INTO public.kysely_migration VALUES ('0006_staged_accounts', '2026-11-24T08:44:54.878Z');
INSERT INTO public.kysely_migration VALUES ('0007_enforcements', '2026-11-24T08:44:54.986Z');
INSERT INTO public.kysely_migration VALUES ('0008_enforce_requests', '2026-11-24T08:44:55.137Z');
INSERT INTO public.kysely_migration VALUES ('0009_grants', '2026-11-24T08:44:55.167Z');
INSERT INTO public.kysely_migration VALUES ('0010_rounds', '2026-11-24T08:44:55.270Z');
INSERT INTO public.kysely_migration VALUES ('0011_reminders', '2026-11-24T08:44:55.471Z');
INSERT INTO public.kysely_migration VALUES ('0012_notices', '2026-11-24T08:44:55.830Z');
INSERT INTO public.kysely_migration VALUES ('0013_deliveries', '2026-11-24T08:44:56.253Z');
INSERT INTO public.kysely_migration VALUES ('0014_violations', '2026-11-24T08:44:56.454Z');
INSERT INTO public.kysely_migration VALUES ('0015_exemptions', '2026-11-24T08:44:56.678Z');
INSERT INTO public.kysely_migration VALUES ('0016_invitations', '2026-11-24T08:44:57.009Z');
INSERT INTO public.kysely_migration VALUES ('0017_audit_chains', '2026-11-24T08:44:57.126Z');
INSERT INTO public.kysely_migration VALUES ('0018_audit_events', '2026-11-24T08:44:57.249Z');
INSERT INTO public.kysely_migration VALUES ('0019_handled_events', '2026-11-24T08:44:57.357Z');
INSERT INTO public.kysely_migration VALUES ('0020_audit_triggers', '2026-11-24T08:44:57.543Z');
INSERT INTO public.kysely_migration_lock VALUES ('migration_lock', 0);
INSERT INTO public.members VALUES ('mem_01a00000-0000-7000-8000-000000000001', 'org_01a00000-0000-7000-8000-000000000001', 'U0PERSON1', 'Person 1 “Ünï” 🦄', 'person 1', 'person1@acme.example', 'Europe/Paris', 'primary_owner', 'active', NULL, 'enabled', 'app', 'D01', '2026-03-02T12:00:00.000Z', '2026-03-02T12:00:00.000Z', '2026-03-02T12:00:00.000Z');
INSERT INTO public.members VALUES ('mem_01a00000-0000-7000-8000-000000000002', 'org_01a00000-0000-7000-8000-000000000001', 'U0PERSON2', 'Person 2 “Ünï” 🦄', 'person 2', 'person2@acme.example', 'Europe/Paris', 'member', 'active', NULL, 'disabled', NULL, 'D02', '2026-03-02T12:00:00.000Z', '2026-03-02T12:00:00.000Z', '2026-03-02T12:00:00.000Z');
INSERT INTO public.members VALUES ('mem_01a00000-0000-7000-8000-000000000003', 'org_01a00000-0000-7000-8000-000000000001', 'U0PERSON3', 'Person 3 “Ünï” 🦄', 'person 3', 'person3@acme.example', 'Europe/Paris', 'guest', 'pending', '2026-03-02T12:00:00.000Z', 'unknown', NULL, 'D03', '2026-03-02T12:00:00.000Z', '2026-03-02T12:00:00.000Z', '2026-03-02T12:00:00.000Z');
INSERT INTO public.members VALUES ('mem_01a00000-0000-7000-8000-000000000004', 'org_01a00000-0000-7000-8000-000000000001', 'U0PERSON4', 'Person 4 “Ünï” 🦄', 'person 4', 'person4@acme.example', 'Europe/Paris', 'member', 'deactivated', NULL, NULL, NULL, 'D04', '2026-03-02T12:00:00.000Z', '2026-03-02T12:00:00.000Z', '2026-03-02T12:00:00.000Z');
INSERT INTO public.notices VALUES ('ntc_01a00000-0000-7000-8000-000000000001', 'org_01a00000-0000-7000-8000-000000000001', 'enforcement_stopped', '{"kind":"enforcement_stopped","by":{"type":"member","memberId":"mem_01a00000-0000-7000-8000-000000000001"},"head":{"sequence":1,"hash":"x"}}', 'It’s the holidays', '2026-03-02T12:00:00.000Z');
INSERT INTO public.organizations VALUES ('org_01a00000-0000-7000-8000-000000000001', 'T0LIGHT', 'Lighthouse', NULL, NULL, '2026-03-02T12:00:00.000Z');
INSERT INTO public.readings VALUES ('rdg_01a00000-0000-7000-8000-000000000001', 'org_01a00000-0000-7000-8000-000000000001', 'slack', 'schedule', NULL, 'completed', '2026-03-02T12:00:00.000Z', '2026-03-02T12:00:00.000Z', '2026-03-02T12:00:00.000Z', NULL, 1, 4, 2, 1, 1, 0, NULL, NULL);
INSERT INTO public.readings VALUES ('rdg_01a00000-0000-7000-8000-000000000002', 'org_01a00000-0000-7000-8000-000000000001', 'slack', 'accept', 'mem_01a00000-0000-7000-8000-000000000001', 'failed', '2026-03-03T12:00:00.000Z', '2026-03-03T12:00:00.000Z', '2026-03-03T12:00:00.000Z', NULL, 2, 1, NULL, NULL, NULL, NULL, 'ratelimited', 'Slack asked to wait.');
INSERT INTO public.readings VALUES ('rdg_01a00000-0000-7000-8000-000000000003', 'org_01a00000-0000-7000-8000-000000000001', 'slack', 'schedule', NULL, 'running', '2026-03-03T12:00:00.000Z', '2026-03-03T12:00:00.000Z', NULL, '2026-03-03T12:00:00.000Z', 1, 1, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reminders VALUES ('rem_01a00000-0000-7000-8000-000000000001', 'org_01a00000-0000-7000-8000-000000000001', 'mem_01a00000-0000-7000-8000-000000000002', 'rnd_01a00000-0000-7000-8000-000000000001', 'manual', 'mem_01a00000-0000-7000-8000-000000000001', '2026-03-03T12:00:00.000Z', 'open', NULL, '2026-03-02T12:00:00.000Z', NULL);
INSERT INTO public.reminders VALUES ('rem_01a00000-0000-7000-8000-000000000002', 'org_01a00000-0000-7000-8000-000000000001', 'mem_01a00000-0000-7000-8000-000000000003', NULL, 'welcome', NULL, NULL, 'closed', 'enabled', '2026-03-02T12:00:00.000Z', '2026-03-03T12:00:00.000Z');
INSERT INTO public.rounds VALUES ('rnd_01a00000-0000-7000-8000-000000000001', 'org_01a00000-0000-7000-8000-000000000001', 'mem_01a00000-0000-7000-8000-000000000001', NULL, '[]', 'finished', 1, 0, '2026-03-02T12:00:00.000Z');
INSERT INTO public.staged_accounts VALUES ('rdg_01a00000-0000-7000-8000-000000000003', 'org_01a00000-0000-7000-8000-000000000001', 'U0PERSON1', 'enabled', NULL, '{}');
INSERT INTO public.staged_people VALUES ('rdg_01a00000-0000-7000-8000-000000000003', 'org_01a00000-0000-7000-8000-000000000001', 'U0PERSON1', 0, '{}');
INSERT INTO public.violations VALUES ('vio_01a00000-0000-7000-8000-000000000001', 'org_01a00000-0000-7000-8000-000000000001', 'mem_01a00000-0000-7000-8000-000000000002', '2026-03-02T12:00:00.000Z', NULL, 0, '2026-03-02T12:00:00.000Z', NULL);
ALTER TABLE ONLY public.accounts
    ADD CONSTRAINT accounts_external UNIQUE (organization_id, directory, external_id);
ALTER TABLE ONLY public.accounts
    ADD CONSTRAINT accounts_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.audit_chains
    ADD CONSTRAINT audit_chains_pkey PRIMARY KEY (organization_id);
ALTER TABLE ONLY public.audit_events
    ADD CONSTRAINT audit_events_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.audit_events
    ADD CONSTRAINT audit_events_sequence UNIQUE (organization_id, sequence);
ALTER TABLE ONLY public.deliveries
    ADD CONSTRAINT deliveries_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.enforce_requests
    ADD CONSTRAINT enforce_requests_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.enforcements
    ADD CONSTRAINT enforcements_pkey PRIMARY KEY (organization_id);
ALTER TABLE ONLY public.exemptions
    ADD CONSTRAINT exemptions_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.grants
    ADD CONSTRAINT grants_once UNIQUE (organization_id, subject_type, subject_id, permission);
ALTER TABLE ONLY public.grants
    ADD CONSTRAINT grants_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.handled_events
    ADD CONSTRAINT handled_events_key PRIMARY KEY (organization_id, event_id);
ALTER TABLE ONLY public.invitations
    ADD CONSTRAINT invitations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.kysely_migration_lock
    ADD CONSTRAINT kysely_migration_lock_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.kysely_migration
    ADD CONSTRAINT kysely_migration_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.members
    ADD CONSTRAINT members_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.members
    ADD CONSTRAINT members_slack_user UNIQUE (organization_id, slack_user_id);
ALTER TABLE ONLY public.notices
    ADD CONSTRAINT notices_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.organizations
    ADD CONSTRAINT organizations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.organizations
    ADD CONSTRAINT organizations_slack_team_id_key UNIQUE (slack_team_id);
ALTER TABLE ONLY public.readings
    ADD CONSTRAINT readings_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.reminders
    ADD CONSTRAINT reminders_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.rounds
    ADD CONSTRAINT rounds_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.staged_accounts
    ADD CONSTRAINT staged_accounts_key PRIMARY KEY (reading_id, external_id);
ALTER TABLE ONLY public.staged_people
    ADD CONSTRAINT staged_people_key PRIMARY KEY (reading_id, slack_user_id);
ALTER TABLE ONLY public.violations
    ADD CONSTRAINT violations_pkey PRIMARY KEY (id);
CREATE INDEX accounts_by_member ON public.accounts USING btree (member_id);
CREATE INDEX accounts_by_reading ON public.accounts USING btree (reading_id);
CREATE INDEX audit_events_by_subject ON public.audit_events USING btree (organization_id, subject_id, sequence);
CREATE INDEX deliveries_by_member ON public.deliveries USING btree (member_id, created_at);
CREATE INDEX deliveries_by_notice ON public.deliveries USING btree (notice_id);
CREATE INDEX deliveries_by_reminder ON public.deliveries USING btree (reminder_id);
CREATE INDEX deliveries_by_state ON public.deliveries USING btree (organization_id, state);
CREATE INDEX deliveries_open ON public.deliveries USING btree (due_at, id) WHERE (state = ANY (ARRAY['due'::text, 'sending'::text]));
CREATE INDEX deliveries_undeliverable ON public.deliveries USING btree (organization_id, created_at) WHERE (state = 'undeliverable'::text);
CREATE INDEX enforce_requests_waiting ON public.enforce_requests USING btree (organization_id, submitted_at) WHERE (state = 'waiting'::text);
CREATE INDEX exemptions_by_end ON public.exemptions USING btree (organization_id, ends_at);
CREATE INDEX exemptions_by_member ON public.exemptions USING btree (member_id, ends_at);
CREATE INDEX handled_events_by_time ON public.handled_events USING btree (handled_at);
CREATE INDEX invitations_by_email ON public.invitations USING btree (organization_id, email);
CREATE INDEX members_by_email ON public.members USING btree (organization_id, email);
CREATE INDEX members_by_name ON public.members USING btree (organization_id, sort_name, id);
CREATE INDEX members_by_status ON public.members USING btree (organization_id, state, mfa_status, sort_name, id);
CREATE INDEX notices_by_time ON public.notices USING btree (organization_id, created_at);
CREATE INDEX readings_by_start ON public.readings USING btree (organization_id, directory, state, started_at);
CREATE UNIQUE INDEX readings_one_requested ON public.readings USING btree (organization_id, directory) WHERE (state = 'requested'::text);
CREATE UNIQUE INDEX readings_one_running ON public.readings USING btree (organization_id, directory) WHERE (state = 'running'::text);
CREATE INDEX reminders_by_member ON public.reminders USING btree (member_id, created_at);
CREATE INDEX reminders_by_round ON public.reminders USING btree (round_id);
CREATE INDEX rounds_open ON public.rounds USING btree (organization_id, created_at) WHERE (state = ANY (ARRAY['waiting'::text, 'sending'::text]));
CREATE INDEX violations_by_member ON public.violations USING btree (member_id, opened_at);
CREATE UNIQUE INDEX violations_one_open ON public.violations USING btree (member_id) WHERE (closed_at IS NULL);
CREATE INDEX violations_open ON public.violations USING btree (organization_id, opened_at, id) WHERE (closed_at IS NULL);
CREATE TRIGGER audit_events_frozen BEFORE DELETE OR UPDATE ON public.audit_events FOR EACH ROW EXECUTE FUNCTION public.refuse_audit_change();
CREATE TRIGGER audit_events_kept BEFORE TRUNCATE ON public.audit_events FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_audit_change();
ALTER TABLE ONLY public.accounts
    ADD CONSTRAINT accounts_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.members(id);
ALTER TABLE ONLY public.accounts
    ADD CONSTRAINT accounts_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id);
ALTER TABLE ONLY public.accounts
    ADD CONSTRAINT accounts_reading_id_fkey FOREIGN KEY (reading_id) REFERENCES public.readings(id);
ALTER TABLE ONLY public.audit_chains
    ADD CONSTRAINT audit_chains_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id);
ALTER TABLE ONLY public.audit_events
    ADD CONSTRAINT audit_events_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id);
ALTER TABLE ONLY public.deliveries
    ADD CONSTRAINT deliveries_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.members(id);
ALTER TABLE ONLY public.deliveries
    ADD CONSTRAINT deliveries_notice_id_fkey FOREIGN KEY (notice_id) REFERENCES public.notices(id);
ALTER TABLE ONLY public.deliveries
    ADD CONSTRAINT deliveries_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id);
ALTER TABLE ONLY public.deliveries
    ADD CONSTRAINT deliveries_reminder_id_fkey FOREIGN KEY (reminder_id) REFERENCES public.reminders(id);
ALTER TABLE ONLY public.enforce_requests
    ADD CONSTRAINT enforce_requests_actor_id_fkey FOREIGN KEY (actor_id) REFERENCES public.members(id);
ALTER TABLE ONLY public.enforce_requests
    ADD CONSTRAINT enforce_requests_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id);
ALTER TABLE ONLY public.enforcements
    ADD CONSTRAINT enforcements_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES public.members(id);
ALTER TABLE ONLY public.enforcements
    ADD CONSTRAINT enforcements_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id);
ALTER TABLE ONLY public.exemptions
    ADD CONSTRAINT exemptions_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.members(id);
ALTER TABLE ONLY public.exemptions
    ADD CONSTRAINT exemptions_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id);
ALTER TABLE ONLY public.exemptions
    ADD CONSTRAINT exemptions_sponsor_id_fkey FOREIGN KEY (sponsor_id) REFERENCES public.members(id);
ALTER TABLE ONLY public.grants
    ADD CONSTRAINT grants_granted_by_fkey FOREIGN KEY (granted_by) REFERENCES public.members(id);
ALTER TABLE ONLY public.grants
    ADD CONSTRAINT grants_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id);
ALTER TABLE ONLY public.handled_events
    ADD CONSTRAINT handled_events_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id);
ALTER TABLE ONLY public.invitations
    ADD CONSTRAINT invitations_accepted_by_fkey FOREIGN KEY (accepted_by) REFERENCES public.members(id);
ALTER TABLE ONLY public.invitations
    ADD CONSTRAINT invitations_invited_by_fkey FOREIGN KEY (invited_by) REFERENCES public.members(id);
ALTER TABLE ONLY public.invitations
    ADD CONSTRAINT invitations_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id);
ALTER TABLE ONLY public.members
    ADD CONSTRAINT members_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id);
ALTER TABLE ONLY public.notices
    ADD CONSTRAINT notices_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id);
ALTER TABLE ONLY public.readings
    ADD CONSTRAINT readings_accepted_by_fkey FOREIGN KEY (accepted_by) REFERENCES public.members(id);
ALTER TABLE ONLY public.readings
    ADD CONSTRAINT readings_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id);
ALTER TABLE ONLY public.reminders
    ADD CONSTRAINT reminders_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.members(id);
ALTER TABLE ONLY public.reminders
    ADD CONSTRAINT reminders_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id);
ALTER TABLE ONLY public.reminders
    ADD CONSTRAINT reminders_requested_by_fkey FOREIGN KEY (requested_by) REFERENCES public.members(id);
ALTER TABLE ONLY public.reminders
    ADD CONSTRAINT reminders_round_id_fkey FOREIGN KEY (round_id) REFERENCES public.rounds(id);
ALTER TABLE ONLY public.rounds
    ADD CONSTRAINT rounds_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id);
ALTER TABLE ONLY public.rounds
    ADD CONSTRAINT rounds_requested_by_fkey FOREIGN KEY (requested_by) REFERENCES public.members(id);
ALTER TABLE ONLY public.staged_accounts
    ADD CONSTRAINT staged_accounts_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id);
ALTER TABLE ONLY public.staged_accounts
    ADD CONSTRAINT staged_accounts_reading_id_fkey FOREIGN KEY (reading_id) REFERENCES public.readings(id);
ALTER TABLE ONLY public.staged_people
    ADD CONSTRAINT staged_people_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id);
ALTER TABLE ONLY public.staged_people
    ADD CONSTRAINT staged_people_reading_id_fkey FOREIGN KEY (reading_id) REFERENCES public.readings(id);
ALTER TABLE ONLY public.violations
    ADD CONSTRAINT violations_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.members(id);
ALTER TABLE ONLY public.violations
    ADD CONSTRAINT violations_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id);
