-- What reaches people, and by which way: members' switches, the robots of group chats, and what could not be delivered.

-- JSON: the switches that a member has turned off, `<topic>.<way>`.
ALTER TABLE members ADD COLUMN muted TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(muted));

-- Entries of the clocks were all of one kind; now a kind is what the member is told of.
UPDATE inbox SET kind = json_extract(what, '$.level') WHERE kind = 'sla';
-- Old entries are forgotten.
CREATE INDEX inbox_by_age ON inbox (at);

-- Letters that have not left, for whoever looks after deliveries.
CREATE INDEX outbox_unsent ON outbox (workspace_id, id) WHERE sent_at IS NULL;

CREATE TABLE robots (
  workspace_id TEXT NOT NULL REFERENCES workspaces (id),
  id TEXT NOT NULL,
  vendor TEXT NOT NULL CHECK (vendor IN ('wecom', 'feishu', 'dingtalk')),
  name TEXT NOT NULL CHECK (name <> ''),
  -- Whoever has it may write into the group: it is sent to the vendor and to nobody else.
  url TEXT NOT NULL,
  -- Signs its messages, where the robot wants that.
  secret TEXT,
  -- JSON: what the group is told of.
  topics TEXT NOT NULL CHECK (json_valid(topics)),
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  created_at INTEGER NOT NULL,
  -- Nothing is sent before: somebody is sending, or the vendor wants a pause.
  busy_until INTEGER NOT NULL DEFAULT 0,
  -- Who is sending at present.
  claim TEXT,
  -- What the vendor said when it last refused a message.
  error TEXT,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX robots_claimed ON robots (claim) WHERE claim IS NOT NULL;

-- What groups are to be told. Written in the batch of what causes it; what is due together is sent as one message.
CREATE TABLE robot_messages (
  id INTEGER PRIMARY KEY,
  workspace_id TEXT NOT NULL,
  robot_id TEXT NOT NULL,
  topic TEXT NOT NULL,
  serial INTEGER NOT NULL,
  -- The promise that a notice is about.
  clock TEXT,
  created_at INTEGER NOT NULL,
  -- NULL: sent, or given up.
  due_at INTEGER,
  attempts INTEGER NOT NULL DEFAULT 0,
  -- The sending that took it.
  claim TEXT,
  sent_at INTEGER,
  error TEXT,
  FOREIGN KEY (workspace_id, robot_id) REFERENCES robots (workspace_id, id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, serial) REFERENCES tickets (workspace_id, serial) ON DELETE CASCADE
) STRICT;
CREATE INDEX robot_messages_due ON robot_messages (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX robot_messages_claimed ON robot_messages (claim) WHERE claim IS NOT NULL;
CREATE INDEX robot_messages_unsent ON robot_messages (workspace_id, id) WHERE sent_at IS NULL;
CREATE INDEX robot_messages_of_robot ON robot_messages (workspace_id, robot_id);
CREATE INDEX robot_messages_of_ticket ON robot_messages (workspace_id, serial);
CREATE INDEX robot_messages_by_age ON robot_messages (created_at);
