-- Who has a ticket on screen (R19). Rows are worth something for half a minute.
CREATE TABLE presence (
  workspace_id TEXT NOT NULL,
  serial INTEGER NOT NULL,
  member_id TEXT NOT NULL,
  typing INTEGER NOT NULL CHECK (typing IN (0, 1)),
  seen_at INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, serial, member_id),
  FOREIGN KEY (workspace_id, serial) REFERENCES tickets (workspace_id, serial) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, member_id) REFERENCES members (workspace_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX presence_by_time ON presence (seen_at);
