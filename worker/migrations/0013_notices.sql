-- A list of three words in a CHECK is a small table that SQLite builds and reads again for every row that is written:
-- three of them were most of what giving a notice read.
CREATE TABLE notices_anew (
  workspace_id TEXT NOT NULL,
  serial INTEGER NOT NULL,
  -- The promise and the level (`shared::sla::notice`).
  key TEXT NOT NULL,
  level TEXT NOT NULL CHECK (level = 'warning' OR level = 'breach' OR level = 'escalation'),
  clock TEXT NOT NULL CHECK (clock = 'first_response' OR clock = 'next_response' OR clock = 'resolution'),
  priority TEXT NOT NULL CHECK (priority = 'p0' OR priority = 'p1' OR priority = 'p2' OR priority = 'p3'),
  -- When it fell due, and when it is sent.
  at INTEGER NOT NULL,
  send_at INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, serial, key),
  FOREIGN KEY (workspace_id, serial) REFERENCES tickets (workspace_id, serial) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
INSERT INTO notices_anew SELECT workspace_id, serial, key, level, clock, priority, at, send_at FROM notices;
DROP TABLE notices;
ALTER TABLE notices_anew RENAME TO notices;
