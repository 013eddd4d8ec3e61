-- Service levels: what was promised for each ticket, and who was told that a promise is in danger.

-- The workspace's calendars and policies as one document; version 0, without a row, is what every workspace begins with.
ALTER TABLE workspaces ADD COLUMN sla_version INTEGER NOT NULL DEFAULT 0;

CREATE TABLE sla_books (
  workspace_id TEXT NOT NULL PRIMARY KEY REFERENCES workspaces (id),
  version INTEGER NOT NULL CHECK (version > 0),
  -- JSON: calendars, policies, and those retired that tickets still have had.
  document TEXT NOT NULL CHECK (json_valid(document)),
  changed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The version stands beside the workspace too, because it travels with everything that is read of a ticket.
CREATE TRIGGER sla_books_added AFTER INSERT ON sla_books BEGIN
  UPDATE workspaces SET sla_version = NEW.version WHERE id = NEW.workspace_id;
END;
CREATE TRIGGER sla_books_changed AFTER UPDATE OF version ON sla_books BEGIN
  UPDATE workspaces SET sla_version = NEW.version WHERE id = NEW.workspace_id;
END;

-- What happened to the ticket's clocks, as JSON. NULL: not reckoned yet; its events tell.
ALTER TABLE tickets ADD COLUMN clocks TEXT CHECK (json_valid(clocks));
-- The promise that has to be kept next, as JSON in the shape of `Promise`: for cards.
ALTER TABLE tickets ADD COLUMN promise TEXT CHECK (json_valid(promise));
-- The earliest due time of an open clock.
ALTER TABLE tickets ADD COLUMN next_due_at INTEGER;
-- When the sweep has to look at the clocks: a notice falls due. 0: at once.
ALTER TABLE tickets ADD COLUMN next_notice_at INTEGER;
UPDATE tickets SET next_notice_at = 0 WHERE status <> 'closed';

CREATE INDEX tickets_next_notice ON tickets (next_notice_at) WHERE next_notice_at IS NOT NULL;
-- Open tickets as a list that is sorted by due time wants them; what waits comes last.
CREATE INDEX tickets_next_due ON tickets (workspace_id, coalesce(next_due_at, 9007199254740991), serial) WHERE status <> 'closed';

-- Each notice once: two sweeps that find the same one collide on its key.
CREATE TABLE notices (
  workspace_id TEXT NOT NULL,
  serial INTEGER NOT NULL,
  -- The promise and the level (`shared::sla::notice`).
  key TEXT NOT NULL,
  level TEXT NOT NULL CHECK (level IN ('warning', 'breach', 'escalation')),
  clock TEXT NOT NULL CHECK (clock IN ('first_response', 'next_response', 'resolution')),
  priority TEXT NOT NULL CHECK (priority IN ('p0', 'p1', 'p2', 'p3')),
  -- When it fell due, and when it is sent.
  at INTEGER NOT NULL,
  send_at INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, serial, key),
  FOREIGN KEY (workspace_id, serial) REFERENCES tickets (workspace_id, serial) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- What members were told within the product.
CREATE TABLE inbox (
  id INTEGER PRIMARY KEY,
  workspace_id TEXT NOT NULL,
  member_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  serial INTEGER NOT NULL,
  -- JSON: what the kind needs to be told.
  what TEXT NOT NULL CHECK (json_valid(what)),
  -- When it is shown.
  at INTEGER NOT NULL,
  read_at INTEGER,
  FOREIGN KEY (workspace_id, member_id) REFERENCES members (workspace_id, id),
  FOREIGN KEY (workspace_id, serial) REFERENCES tickets (workspace_id, serial) ON DELETE CASCADE
) STRICT;
CREATE INDEX inbox_of_member ON inbox (workspace_id, member_id, at);
CREATE INDEX inbox_unread ON inbox (workspace_id, member_id, at) WHERE read_at IS NULL;

-- What the clock's runs found and what they cost, for whoever watches over the installation.
CREATE TABLE sweeps (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  -- Tickets whose clocks were looked at, and the rows that SQLite read for it.
  tickets INTEGER NOT NULL,
  rows_read INTEGER NOT NULL
) STRICT;
CREATE INDEX sweeps_by_time ON sweeps (at);
