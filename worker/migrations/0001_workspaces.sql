-- Workspaces, their people and customers, sign-in, and what protects writes.
--
-- Every table of a workspace begins its key with workspace_id, so that one workspace's rows lie together and no
-- statement can reach another's by an id alone. Times are milliseconds since 1970 in UTC. Identifiers are random text.

CREATE TABLE workspaces (
  id TEXT PRIMARY KEY,
  -- The portal's address: /p/<slug>.
  slug TEXT NOT NULL UNIQUE CHECK (length(slug) BETWEEN 3 AND 30),
  name TEXT NOT NULL CHECK (name <> ''),
  lang TEXT NOT NULL CHECK (lang IN ('zh', 'en')),
  -- A closed ticket can be reopened for this long.
  reopen_days INTEGER NOT NULL DEFAULT 14 CHECK (reopen_days > 0),
  -- A proposed solution that nobody answers closes the ticket after this long …
  silence_days INTEGER NOT NULL DEFAULT 7 CHECK (silence_days > 0),
  -- … and its requester is reminded once after this long.
  reminder_days INTEGER NOT NULL DEFAULT 3 CHECK (reminder_days > 0 AND reminder_days < silence_days),
  -- Agents see every ticket, or only those of their teams.
  agents_see_all INTEGER NOT NULL DEFAULT 1 CHECK (agents_see_all IN (0, 1)),
  -- The number of the newest ticket. Raised in the batch that files the next one, so that no number is left out.
  last_serial INTEGER NOT NULL DEFAULT 0 CHECK (last_serial >= 0),
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE members (
  workspace_id TEXT NOT NULL REFERENCES workspaces (id),
  id TEXT NOT NULL,
  name TEXT NOT NULL CHECK (name <> ''),
  email TEXT NOT NULL CHECK (email <> '' AND email = lower(email)),
  role TEXT NOT NULL CHECK (role IN ('collaborator', 'agent', 'lead', 'admin')),
  lang TEXT NOT NULL CHECK (lang IN ('zh', 'en')),
  theme TEXT NOT NULL DEFAULT 'system' CHECK (theme IN ('system', 'light', 'dark')),
  single_keys INTEGER NOT NULL DEFAULT 1 CHECK (single_keys IN (0, 1)),
  -- Removed members stay, because old tickets name them.
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  created_at INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, email)
) STRICT, WITHOUT ROWID;

-- Signing in begins with an address and finds the workspaces it may enter.
CREATE INDEX members_by_email ON members (email, workspace_id);

CREATE TABLE teams (
  workspace_id TEXT NOT NULL REFERENCES workspaces (id),
  id TEXT NOT NULL,
  name TEXT NOT NULL CHECK (name <> ''),
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  created_at INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, name)
) STRICT, WITHOUT ROWID;

-- Which team gets a class of tickets. The key allows one team a class.
CREATE TABLE team_classes (
  workspace_id TEXT NOT NULL,
  class TEXT NOT NULL CHECK (class IN ('question', 'fault', 'change', 'request')),
  team_id TEXT NOT NULL,
  PRIMARY KEY (workspace_id, class),
  FOREIGN KEY (workspace_id, team_id) REFERENCES teams (workspace_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE team_members (
  workspace_id TEXT NOT NULL,
  member_id TEXT NOT NULL,
  team_id TEXT NOT NULL,
  PRIMARY KEY (workspace_id, member_id, team_id),
  FOREIGN KEY (workspace_id, member_id) REFERENCES members (workspace_id, id),
  FOREIGN KEY (workspace_id, team_id) REFERENCES teams (workspace_id, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX team_members_by_team ON team_members (workspace_id, team_id);

CREATE TABLE companies (
  workspace_id TEXT NOT NULL REFERENCES workspaces (id),
  id TEXT NOT NULL,
  name TEXT NOT NULL CHECK (name <> ''),
  created_at INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE contacts (
  workspace_id TEXT NOT NULL REFERENCES workspaces (id),
  id TEXT NOT NULL,
  name TEXT NOT NULL CHECK (name <> ''),
  email TEXT NOT NULL CHECK (email <> '' AND email = lower(email)),
  phone TEXT,
  company_id TEXT,
  standing TEXT NOT NULL DEFAULT 'requester' CHECK (standing IN ('requester', 'manager')),
  -- The language of their mails: that of their first filing, else the workspace's.
  lang TEXT NOT NULL DEFAULT 'zh' CHECK (lang IN ('zh', 'en')),
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  created_at INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, email),
  FOREIGN KEY (workspace_id, company_id) REFERENCES companies (workspace_id, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX contacts_by_name ON contacts (workspace_id, name);
CREATE INDEX contacts_by_company ON contacts (workspace_id, company_id);

CREATE TABLE projects (
  workspace_id TEXT NOT NULL REFERENCES workspaces (id),
  id TEXT NOT NULL,
  name TEXT NOT NULL CHECK (name <> ''),
  company_id TEXT,
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  created_at INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, name),
  FOREIGN KEY (workspace_id, company_id) REFERENCES companies (workspace_id, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX projects_by_company ON projects (workspace_id, company_id);

CREATE TABLE modules (
  workspace_id TEXT NOT NULL,
  id TEXT NOT NULL,
  project_id TEXT NOT NULL,
  name TEXT NOT NULL CHECK (name <> ''),
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, project_id, name),
  FOREIGN KEY (workspace_id, project_id) REFERENCES projects (workspace_id, id)
) STRICT, WITHOUT ROWID;

-- A session is looked for before its workspace is known, so its key is the SHA-256 of its token. The token itself is
-- nowhere but in the browser's cookie.
CREATE TABLE sessions (
  token_hash TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL REFERENCES workspaces (id),
  member_id TEXT,
  contact_id TEXT,
  -- The only ticket it sees, if it was opened by a requester link.
  only_serial INTEGER,
  created_at INTEGER NOT NULL,
  -- Its last use, to within some hours.
  seen_at INTEGER NOT NULL,
  -- Whose idempotency keys it knows.
  scope TEXT NOT NULL GENERATED ALWAYS AS
    (workspace_id || ':' || coalesce(member_id, contact_id) || ':' || coalesce(only_serial, '')) STORED,
  CHECK ((member_id IS NULL) <> (contact_id IS NULL)),
  CHECK (only_serial IS NULL OR contact_id IS NOT NULL),
  FOREIGN KEY (workspace_id, member_id) REFERENCES members (workspace_id, id),
  FOREIGN KEY (workspace_id, contact_id) REFERENCES contacts (workspace_id, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX sessions_by_member ON sessions (workspace_id, member_id) WHERE member_id IS NOT NULL;
CREATE INDEX sessions_by_contact ON sessions (workspace_id, contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX sessions_by_link ON sessions (workspace_id, only_serial) WHERE only_serial IS NOT NULL;
CREATE INDEX sessions_by_use ON sessions (seen_at);

-- What was asked for with an address, and waits for the code that went there. An unknown address gets a row too, one
-- that no code fits, so that neither answer nor work tells the difference.
CREATE TABLE login_codes (
  -- SHA-256 of the challenge that the asking browser holds: a code is of no use in another one.
  challenge_hash TEXT PRIMARY KEY,
  purpose TEXT NOT NULL CHECK (purpose IN ('member', 'contact', 'workspace')),
  email TEXT NOT NULL,
  -- NULL: no code fits, or it was used.
  code_hash TEXT,
  -- The portal's workspace of a contact.
  workspace_id TEXT REFERENCES workspaces (id),
  -- JSON: the workspace to be created.
  wish TEXT CHECK (wish IS NULL OR json_valid(wish)),
  attempts INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  CHECK ((purpose = 'contact') = (workspace_id IS NOT NULL)),
  CHECK ((purpose = 'workspace') = (wish IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX login_codes_by_expiry ON login_codes (expires_at);

-- The first answer of each write that came with a key. The scope is a session's, or '' for strangers.
CREATE TABLE idempotency (
  scope TEXT NOT NULL,
  key TEXT NOT NULL,
  request_hash TEXT NOT NULL,
  status INTEGER NOT NULL,
  body TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (scope, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX idempotency_by_age ON idempotency (created_at);

-- Mail to be sent. Written in the batch of what causes it, sent after that batch, again until it is taken.
CREATE TABLE outbox (
  id INTEGER PRIMARY KEY,
  -- NULL before a workspace exists.
  workspace_id TEXT REFERENCES workspaces (id),
  kind TEXT NOT NULL,
  recipient TEXT NOT NULL,
  subject TEXT NOT NULL,
  -- Plain text. Emptied once sent: it may hold a code or a link.
  text TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  -- NULL: sent, or given up.
  due_at INTEGER,
  attempts INTEGER NOT NULL DEFAULT 0,
  sent_at INTEGER,
  error TEXT
) STRICT;

CREATE INDEX outbox_due ON outbox (due_at) WHERE due_at IS NOT NULL;

-- Sign-ins and changes of settings, for whoever must account for them later.
CREATE TABLE audit (
  id INTEGER PRIMARY KEY,
  workspace_id TEXT NOT NULL REFERENCES workspaces (id),
  at INTEGER NOT NULL,
  -- 'member:<id>' or 'contact:<id>'.
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  -- The id of what was changed.
  subject TEXT NOT NULL,
  -- JSON: what changed.
  detail TEXT NOT NULL CHECK (json_valid(detail)),
  -- Keyed hash of the client's address: tells two clients apart, names none.
  client TEXT NOT NULL
) STRICT;

CREATE INDEX audit_by_workspace ON audit (workspace_id, id);

-- How often something was done in a window of time. Counted before the work is done.
CREATE TABLE quotas (
  key TEXT NOT NULL,
  window_start INTEGER NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (key, window_start)
) STRICT, WITHOUT ROWID;

CREATE INDEX quotas_by_age ON quotas (window_start);
