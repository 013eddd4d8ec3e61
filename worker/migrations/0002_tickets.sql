-- Tickets, what happened to them, what was said, and the files that belong to them.
--
-- A write is one batch. Two writers of the same ticket collide on the key of `events`: the version that
-- both want to write exists once, the later batch fails as a whole and is decided anew.

CREATE TABLE tickets (
  id INTEGER PRIMARY KEY,
  workspace_id TEXT NOT NULL REFERENCES workspaces (id),
  -- From 1, without gaps: taken from workspaces.last_serial in the batch that files the ticket.
  serial INTEGER NOT NULL CHECK (serial > 0),
  -- The number of events so far.
  version INTEGER NOT NULL CHECK (version > 0),
  status TEXT NOT NULL CHECK (status IN ('todo', 'in_progress', 'verifying', 'closed')),
  class TEXT NOT NULL CHECK (class IN ('question', 'fault', 'change', 'request')),
  priority TEXT NOT NULL CHECK (priority IN ('p0', 'p1', 'p2', 'p3')),
  priority_confirmed INTEGER NOT NULL DEFAULT 0 CHECK (priority_confirmed IN (0, 1)),
  gate TEXT NOT NULL CHECK (gate IN ('open', 'approval', 'initiation')),
  waiting_on TEXT CHECK (waiting_on IN ('customer', 'third_party', 'approval')),
  team_id TEXT NOT NULL,
  owner_id TEXT,
  requester_id TEXT NOT NULL,
  company_id TEXT,
  project_id TEXT,
  module_id TEXT,
  reopen_count INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  title TEXT NOT NULL CHECK (title <> ''),

  -- What lists do not show stands behind what they do.
  impact TEXT NOT NULL CHECK (impact IN ('company', 'department', 'person')),
  impact_note TEXT,
  urgency TEXT NOT NULL CHECK (urgency IN ('stopped', 'slow', 'small')),
  -- What the matrix proposed at filing; `priority` is what holds.
  proposed TEXT NOT NULL CHECK (proposed IN ('p0', 'p1', 'p2', 'p3')),
  wanted_by INTEGER,
  channel TEXT NOT NULL CHECK (channel IN ('portal', 'agent', 'api')),
  follow_up_of INTEGER,
  waiting_since INTEGER,
  open_subtasks INTEGER NOT NULL DEFAULT 0,
  close_code TEXT CHECK (close_code IN ('confirmed', 'silence', 'duplicate', 'withdrawn', 'rejected', 'answered')),
  closed_at INTEGER,
  duplicate_of INTEGER,
  rating_score INTEGER CHECK (rating_score BETWEEN 1 AND 5),
  rating_at INTEGER,
  rating_owner TEXT,
  first_response_at INTEGER,
  first_resolved_at INTEGER,
  resolved_at INTEGER,
  reminded_at INTEGER,
  -- When the timer has to look at the ticket: the reminder, then the closing by silence.
  due_at INTEGER,
  -- Minutes of work recorded in messages.
  minutes INTEGER NOT NULL DEFAULT 0,
  -- The requester link is /t/<public id>#<secret>; the secret is derived from both of these, a new version revokes it.
  public_id TEXT NOT NULL UNIQUE,
  link_version INTEGER NOT NULL DEFAULT 1,
  -- JSON: [{"key", "text"}], the answered parts of the class's template.
  details TEXT NOT NULL CHECK (json_valid(details)),
  waiting_reason TEXT,
  rating_comment TEXT,
  root_cause TEXT,
  solution TEXT,

  CHECK ((status = 'closed') = (close_code IS NOT NULL)),
  CHECK ((close_code IS NULL) = (closed_at IS NULL)),
  CHECK ((waiting_on IS NULL) = (waiting_since IS NULL)),
  CHECK ((solution IS NULL) = (root_cause IS NULL)),
  CHECK (owner_id IS NOT NULL OR status IN ('todo', 'closed')),
  FOREIGN KEY (workspace_id, team_id) REFERENCES teams (workspace_id, id),
  FOREIGN KEY (workspace_id, owner_id) REFERENCES members (workspace_id, id),
  FOREIGN KEY (workspace_id, requester_id) REFERENCES contacts (workspace_id, id),
  FOREIGN KEY (workspace_id, company_id) REFERENCES companies (workspace_id, id),
  FOREIGN KEY (workspace_id, project_id) REFERENCES projects (workspace_id, id),
  FOREIGN KEY (workspace_id, module_id) REFERENCES modules (workspace_id, id),
  FOREIGN KEY (workspace_id, follow_up_of) REFERENCES tickets (workspace_id, serial),
  FOREIGN KEY (workspace_id, duplicate_of) REFERENCES tickets (workspace_id, serial)
) STRICT;

-- What a ticket is called by.
CREATE UNIQUE INDEX tickets_by_serial ON tickets (workspace_id, serial);
-- Each gives the order that is asked for, so that a page reads its own rows and no others.
-- Columns of the board: by priority, oldest first.
CREATE INDEX tickets_by_column ON tickets (workspace_id, status, priority, serial);
CREATE INDEX tickets_by_status ON tickets (workspace_id, status, updated_at, serial);
-- Whatever is not closed: a small part of an old workspace, and what most lists are about.
CREATE INDEX tickets_open ON tickets (workspace_id, updated_at, serial) WHERE status <> 'closed';
CREATE INDEX tickets_by_update ON tickets (workspace_id, updated_at, serial);
CREATE INDEX tickets_by_owner ON tickets (workspace_id, owner_id, updated_at, serial);
CREATE INDEX tickets_by_requester ON tickets (workspace_id, requester_id, updated_at, serial);
CREATE INDEX tickets_by_company ON tickets (workspace_id, company_id, updated_at, serial);
CREATE INDEX tickets_by_team ON tickets (workspace_id, team_id, updated_at, serial);
CREATE INDEX tickets_by_project ON tickets (workspace_id, project_id, updated_at, serial);
-- The open tickets of one owner or team, as the board's columns want them.
CREATE INDEX tickets_open_by_owner ON tickets (workspace_id, owner_id, status, priority, serial) WHERE status <> 'closed';
CREATE INDEX tickets_open_by_team ON tickets (workspace_id, team_id, status, priority, serial) WHERE status <> 'closed';
-- The timer reads what is due and nothing else.
CREATE INDEX tickets_due ON tickets (due_at) WHERE due_at IS NOT NULL;

-- How many tickets stand in each column of each team, so that the board's figures need no scan.
CREATE TABLE ticket_counts (
  workspace_id TEXT NOT NULL,
  team_id TEXT NOT NULL,
  status TEXT NOT NULL,
  tickets INTEGER NOT NULL CHECK (tickets >= 0),
  PRIMARY KEY (workspace_id, team_id, status)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER tickets_count_in AFTER INSERT ON tickets BEGIN
  INSERT INTO ticket_counts (workspace_id, team_id, status, tickets) VALUES (NEW.workspace_id, NEW.team_id, NEW.status, 1)
  ON CONFLICT (workspace_id, team_id, status) DO UPDATE SET tickets = tickets + 1;
END;

CREATE TRIGGER tickets_count_move AFTER UPDATE OF team_id, status ON tickets
WHEN NEW.team_id <> OLD.team_id OR NEW.status <> OLD.status BEGIN
  UPDATE ticket_counts SET tickets = tickets - 1
  WHERE workspace_id = OLD.workspace_id AND team_id = OLD.team_id AND status = OLD.status;
  INSERT INTO ticket_counts (workspace_id, team_id, status, tickets) VALUES (NEW.workspace_id, NEW.team_id, NEW.status, 1)
  ON CONFLICT (workspace_id, team_id, status) DO UPDATE SET tickets = tickets + 1;
END;

CREATE TRIGGER tickets_count_out AFTER DELETE ON tickets BEGIN
  UPDATE ticket_counts SET tickets = tickets - 1
  WHERE workspace_id = OLD.workspace_id AND team_id = OLD.team_id AND status = OLD.status;
END;

-- Members who were invited to help; `version` is the event that invited them, and gives their order.
CREATE TABLE ticket_collaborators (
  workspace_id TEXT NOT NULL,
  serial INTEGER NOT NULL,
  member_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  -- The ticket's, kept by triggers: so that a helper's list is in order by an index.
  updated_at INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (workspace_id, serial, member_id),
  FOREIGN KEY (workspace_id, serial) REFERENCES tickets (workspace_id, serial) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, member_id) REFERENCES members (workspace_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX ticket_collaborators_by_member ON ticket_collaborators (workspace_id, member_id, updated_at, serial);

CREATE TRIGGER ticket_collaborators_join AFTER INSERT ON ticket_collaborators BEGIN
  UPDATE ticket_collaborators SET updated_at =
    (SELECT updated_at FROM tickets WHERE workspace_id = NEW.workspace_id AND serial = NEW.serial)
  WHERE workspace_id = NEW.workspace_id AND serial = NEW.serial AND member_id = NEW.member_id;
END;

CREATE TRIGGER ticket_collaborators_follow AFTER UPDATE OF updated_at ON tickets BEGIN
  UPDATE ticket_collaborators SET updated_at = NEW.updated_at
  WHERE workspace_id = NEW.workspace_id AND serial = NEW.serial;
END;

-- The timeline: append-only, one row for each version of a ticket.
CREATE TABLE events (
  -- Rises with every event of the host: what GET /changes counts by.
  id INTEGER PRIMARY KEY,
  workspace_id TEXT NOT NULL,
  serial INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  at INTEGER NOT NULL,
  actor_kind TEXT NOT NULL CHECK (actor_kind IN ('member', 'contact', 'timer')),
  actor_id TEXT,
  kind TEXT NOT NULL,
  -- 1: for the team alone.
  internal INTEGER NOT NULL CHECK (internal IN (0, 1)),
  -- JSON: what happened, with all that is needed to replay it.
  what TEXT NOT NULL CHECK (json_valid(what)),
  UNIQUE (workspace_id, serial, version),
  CHECK ((actor_kind = 'timer') = (actor_id IS NULL)),
  FOREIGN KEY (workspace_id, serial) REFERENCES tickets (workspace_id, serial) ON DELETE CASCADE
) STRICT;
CREATE INDEX events_by_workspace ON events (workspace_id, id);

-- The conversation. A message belongs to the event that said it and carries its version; its id on the wire is <serial>-<version>.
CREATE TABLE messages (
  workspace_id TEXT NOT NULL,
  serial INTEGER NOT NULL,
  version INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('reply', 'progress', 'note', 'email', 'call', 'meeting')),
  internal INTEGER NOT NULL CHECK (internal IN (0, 1)),
  actor_kind TEXT NOT NULL CHECK (actor_kind IN ('member', 'contact')),
  actor_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  text TEXT NOT NULL CHECK (text <> ''),
  attendees TEXT,
  decisions TEXT,
  minutes INTEGER NOT NULL DEFAULT 0 CHECK (minutes BETWEEN 0 AND 1440),
  PRIMARY KEY (workspace_id, serial, version),
  FOREIGN KEY (workspace_id, serial, version) REFERENCES events (workspace_id, serial, version) ON DELETE CASCADE
) STRICT;

-- Uploaded files. The content lies in KV under files/<workspace>/<id>.
CREATE TABLE attachments (
  workspace_id TEXT NOT NULL REFERENCES workspaces (id),
  id TEXT NOT NULL,
  -- Who uploaded it: only they can put it on a ticket. An actor's key, or a hash of a stranger's draft key.
  uploader TEXT NOT NULL,
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  name TEXT NOT NULL CHECK (name <> ''),
  -- As found in the content, never as claimed.
  media_type TEXT NOT NULL,
  bytes INTEGER NOT NULL CHECK (bytes BETWEEN 1 AND 26214400),
  created_at INTEGER NOT NULL,
  -- 1: it was put on a ticket. Kept by a trigger, so that what was abandoned is found without looking at all files.
  used INTEGER NOT NULL DEFAULT 0 CHECK (used IN (0, 1)),
  PRIMARY KEY (workspace_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX attachments_by_content ON attachments (workspace_id, sha256);
CREATE INDEX attachments_unused ON attachments (created_at) WHERE used = 0;
CREATE INDEX attachments_unused_by_uploader ON attachments (workspace_id, uploader) WHERE used = 0;

-- Where a file was put: once, on the filing (version 1) or on the message of that version. A file in use cannot be
-- deleted, and one that is gone or in use already fails the batch that would use it.
CREATE TABLE attachment_uses (
  workspace_id TEXT NOT NULL,
  attachment_id TEXT NOT NULL,
  serial INTEGER NOT NULL,
  version INTEGER NOT NULL,
  internal INTEGER NOT NULL CHECK (internal IN (0, 1)),
  -- Its place among the files of the message.
  place INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, attachment_id),
  FOREIGN KEY (workspace_id, attachment_id) REFERENCES attachments (workspace_id, id),
  FOREIGN KEY (workspace_id, serial, version) REFERENCES events (workspace_id, serial, version)
) STRICT, WITHOUT ROWID;
CREATE INDEX attachment_uses_by_ticket ON attachment_uses (workspace_id, serial, version, place);

CREATE TRIGGER attachment_uses_mark AFTER INSERT ON attachment_uses BEGIN
  UPDATE attachments SET used = 1 WHERE workspace_id = NEW.workspace_id AND id = NEW.attachment_id;
END;

-- Full text. A row for each event that brought text (filing, message, new title), under the event's id, expanded to
-- pairs of Chinese characters by shared::kb::words. `scope` holds words that say who may find it.
CREATE VIRTUAL TABLE texts USING fts5 (scope, body, content = '', contentless_delete = 1, tokenize = 'unicode61');
