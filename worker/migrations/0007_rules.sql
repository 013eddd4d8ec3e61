-- Tags by rule, routing rules, who is away, and what nobody has taken.

-- The rules of a workspace, one document a kind: a filing reads them beside the session, and two admins who edit them at
-- the same time meet at the version. No row: the workspace uses what shared/src gives every workspace.
CREATE TABLE rule_books (
  workspace_id TEXT NOT NULL REFERENCES workspaces (id),
  kind TEXT NOT NULL CHECK (kind IN ('tags', 'routing')),
  version INTEGER NOT NULL CHECK (version > 0),
  -- JSON: {"rules": […]}, of routing also "unowned_minutes".
  book TEXT NOT NULL CHECK (json_valid(book)),
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, kind)
) STRICT, WITHOUT ROWID;

-- While a member is away, routing gives them nothing. From this instant …
ALTER TABLE members ADD COLUMN away_from INTEGER;
-- … until this one.
ALTER TABLE members ADD COLUMN away_until INTEGER CHECK ((away_from IS NULL) = (away_until IS NULL) AND away_until > away_from);
-- The number of the last ticket that was filed to them: whose is lowest is next in turn. Raised in the batch that files, so
-- that filings at the same moment meet different members.
ALTER TABLE members ADD COLUMN last_routed INTEGER NOT NULL DEFAULT 0;

CREATE TRIGGER tickets_turn AFTER INSERT ON tickets WHEN NEW.owner_id IS NOT NULL BEGIN
  UPDATE members SET last_routed = NEW.serial WHERE workspace_id = NEW.workspace_id AND id = NEW.owner_id;
END;

-- Open tickets that nobody owns, oldest first.
CREATE INDEX tickets_unclaimed ON tickets (workspace_id, created_at, serial) WHERE owner_id IS NULL AND status <> 'closed';

-- A ticket's tags, as its events say. One that was taken off stays, so that corrections can be counted.
CREATE TABLE ticket_tags (
  workspace_id TEXT NOT NULL,
  serial INTEGER NOT NULL,
  tag_id TEXT NOT NULL,
  -- 1: a rule found it when the ticket was filed. 0: an agent gave it.
  by_rule INTEGER NOT NULL CHECK (by_rule IN (0, 1)),
  -- JSON: the words that were found.
  words TEXT NOT NULL CHECK (json_valid(words)),
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  -- The event that put it there, and its place in that event.
  version INTEGER NOT NULL,
  place INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, serial, tag_id),
  FOREIGN KEY (workspace_id, serial) REFERENCES tickets (workspace_id, serial) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX ticket_tags_by_tag ON ticket_tags (workspace_id, tag_id, serial) WHERE removed = 0;

CREATE TRIGGER events_filed_tags AFTER INSERT ON events WHEN NEW.kind = 'filed' BEGIN
  INSERT INTO ticket_tags (workspace_id, serial, tag_id, by_rule, words, version, place)
  SELECT NEW.workspace_id, NEW.serial, value ->> 'tag', 1, value -> 'words', NEW.version, key FROM json_each(NEW.what, '$.tags');
END;

CREATE TRIGGER events_tag_added AFTER INSERT ON events WHEN NEW.kind = 'tag_added' BEGIN
  INSERT INTO ticket_tags (workspace_id, serial, tag_id, by_rule, words, version, place)
  VALUES (NEW.workspace_id, NEW.serial, NEW.what ->> 'tag', 0, '[]', NEW.version, 0)
  ON CONFLICT (workspace_id, serial, tag_id) DO UPDATE SET removed = 0, words = '[]', version = NEW.version, place = 0;
END;

CREATE TRIGGER events_tag_removed AFTER INSERT ON events WHEN NEW.kind = 'tag_removed' BEGIN
  UPDATE ticket_tags SET removed = 1
  WHERE workspace_id = NEW.workspace_id AND serial = NEW.serial AND tag_id = NEW.what ->> 'tag';
END;

-- How well each rule does, so that settings need no scan.
CREATE TABLE tag_counts (
  workspace_id TEXT NOT NULL,
  tag_id TEXT NOT NULL,
  -- Tickets that the rule tagged; of these, how many lost the tag; tickets that have it by hand.
  matched INTEGER NOT NULL DEFAULT 0 CHECK (matched >= 0),
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed >= 0),
  added INTEGER NOT NULL DEFAULT 0 CHECK (added >= 0),
  PRIMARY KEY (workspace_id, tag_id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER ticket_tags_count_in AFTER INSERT ON ticket_tags BEGIN
  INSERT INTO tag_counts (workspace_id, tag_id, matched, added) VALUES (NEW.workspace_id, NEW.tag_id, NEW.by_rule, 1 - NEW.by_rule)
  ON CONFLICT (workspace_id, tag_id) DO UPDATE SET matched = matched + NEW.by_rule, added = added + 1 - NEW.by_rule;
END;

CREATE TRIGGER ticket_tags_count_change AFTER UPDATE OF removed ON ticket_tags WHEN NEW.removed <> OLD.removed BEGIN
  UPDATE tag_counts SET
    removed = removed + NEW.by_rule * (NEW.removed - OLD.removed),
    added = added - (1 - NEW.by_rule) * (NEW.removed - OLD.removed)
  WHERE workspace_id = NEW.workspace_id AND tag_id = NEW.tag_id;
END;
