-- Approval, initiation, sub-tasks, and what a workspace says about its classes.

-- A request for approval that nobody answers is given up after this long.
ALTER TABLE workspaces ADD COLUMN approval_days INTEGER NOT NULL DEFAULT 7 CHECK (approval_days > 0);

-- JSON: the newest request for approval, and the record of the initiation. Each is read and written with its ticket.
ALTER TABLE tickets ADD COLUMN approval TEXT CHECK (approval IS NULL OR json_valid(approval));
ALTER TABLE tickets ADD COLUMN initiation TEXT CHECK (initiation IS NULL OR json_valid(initiation));

-- The links of requests for approval, one for each person who may decide: /a/<public id>#<secret>.
CREATE TABLE approval_links (
  workspace_id TEXT NOT NULL,
  -- Names the link before its workspace is known; tells nothing.
  public_id TEXT NOT NULL UNIQUE,
  serial INTEGER NOT NULL,
  -- The version of the event that asked.
  request INTEGER NOT NULL,
  member_id TEXT,
  contact_id TEXT,
  -- SHA-256 of the secret. NULL: it was used, or its request waits no more.
  secret_hash TEXT,
  PRIMARY KEY (workspace_id, public_id),
  CHECK ((member_id IS NULL) <> (contact_id IS NULL)),
  FOREIGN KEY (workspace_id, serial, request) REFERENCES events (workspace_id, serial, version) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, member_id) REFERENCES members (workspace_id, id),
  FOREIGN KEY (workspace_id, contact_id) REFERENCES contacts (workspace_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX approval_links_by_ticket ON approval_links (workspace_id, serial) WHERE secret_hash IS NOT NULL;

-- The number is the version of the event that added it.
CREATE TABLE subtasks (
  workspace_id TEXT NOT NULL,
  serial INTEGER NOT NULL,
  number INTEGER NOT NULL,
  title TEXT NOT NULL CHECK (title <> ''),
  member_id TEXT NOT NULL,
  due INTEGER,
  -- NULL: open.
  done_at INTEGER,
  PRIMARY KEY (workspace_id, serial, number),
  FOREIGN KEY (workspace_id, serial) REFERENCES tickets (workspace_id, serial) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, member_id) REFERENCES members (workspace_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX subtasks_open_by_member ON subtasks (workspace_id, member_id, due) WHERE done_at IS NULL;

-- The classification guide, where it is not the usual one. Each change raises the version.
CREATE TABLE guides (
  workspace_id TEXT PRIMARY KEY REFERENCES workspaces (id),
  version INTEGER NOT NULL CHECK (version > 0),
  -- JSON: the classes with their guidance and the parts of their forms, in both languages.
  document TEXT NOT NULL CHECK (json_valid(document))
) STRICT, WITHOUT ROWID;
