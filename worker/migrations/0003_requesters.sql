-- Who filed a ticket in their own words, addresses that removed people let go of, and limits that are shared.

-- What a stranger typed about themselves. Whoever came by the ticket's link reads this and never the contact's own
-- name: to know an address is not to know its person. NULL where the requester was signed in or an agent filed.
ALTER TABLE tickets ADD COLUMN filed_name TEXT CHECK (filed_name <> '');
ALTER TABLE tickets ADD COLUMN filed_phone TEXT;

-- The number of the newest ticket follows the tickets, so that a filing needs no statement of its own for it.
CREATE TRIGGER tickets_number AFTER INSERT ON tickets BEGIN
  UPDATE workspaces SET last_serial = NEW.serial WHERE id = NEW.workspace_id AND last_serial < NEW.serial;
END;

-- A removed contact lets go of the address: who files under it next is a new person, who sees nothing of the old one's
-- tickets, and is answered like anybody. The address stays beside it for whoever reads the old tickets.
ALTER TABLE contacts ADD COLUMN former_email TEXT;

CREATE TRIGGER contacts_leave AFTER UPDATE OF active ON contacts WHEN OLD.active = 1 AND NEW.active = 0 BEGIN
  UPDATE contacts SET former_email = email, email = lower(id) || '@removed.invalid'
  WHERE workspace_id = NEW.workspace_id AND id = NEW.id;
END;

-- Who comes back takes the address again; the key of `contacts` refuses it where somebody else has it by now.
CREATE TRIGGER contacts_return AFTER UPDATE OF active ON contacts
WHEN OLD.active = 0 AND NEW.active = 1 AND NEW.former_email IS NOT NULL BEGIN
  UPDATE contacts SET email = former_email, former_email = NULL WHERE workspace_id = NEW.workspace_id AND id = NEW.id;
END;

UPDATE contacts SET former_email = email, email = lower(id) || '@removed.invalid' WHERE active = 0;

-- A workspace always has somebody who may manage it, whoever removes whom at the same moment.
CREATE TRIGGER members_keep_an_admin BEFORE UPDATE OF role, active ON members
WHEN OLD.role = 'admin' AND OLD.active = 1 AND (NEW.role <> 'admin' OR NEW.active = 0)
  AND NOT EXISTS (SELECT 1 FROM members o
    WHERE o.workspace_id = OLD.workspace_id AND o.id <> OLD.id AND o.role = 'admin' AND o.active = 1)
BEGIN
  SELECT RAISE(ABORT, 'last_admin');
END;

-- A code is of no use after its minutes, nor is the letter that carries it. NULL: good at any time.
ALTER TABLE outbox ADD COLUMN expires_at INTEGER;

-- What a workspace's people use together is counted by what was stored, so that no request that was refused uses it up.
-- Windows begin at full hours (3600000 ms) and days (86400000 ms) of UTC.
CREATE TRIGGER tickets_quota AFTER INSERT ON tickets WHEN NEW.filed_name IS NOT NULL BEGIN
  INSERT INTO quotas (key, window_start, count)
  VALUES ('filings:' || NEW.workspace_id, NEW.created_at - NEW.created_at % 3600000, 1)
  ON CONFLICT (key, window_start) DO UPDATE SET count = count + 1;
END;

CREATE TRIGGER messages_quota AFTER INSERT ON messages BEGIN
  INSERT INTO quotas (key, window_start, count)
  VALUES ('messages:' || NEW.workspace_id, NEW.at - NEW.at % 86400000, 1)
  ON CONFLICT (key, window_start) DO UPDATE SET count = count + 1;
  INSERT INTO quotas (key, window_start, count)
  VALUES ('messages:' || NEW.workspace_id || ':' || NEW.actor_id, NEW.at - NEW.at % 3600000, 1)
  ON CONFLICT (key, window_start) DO UPDATE SET count = count + 1;
END;

-- In bytes.
CREATE TRIGGER attachments_quota AFTER INSERT ON attachments BEGIN
  INSERT INTO quotas (key, window_start, count)
  VALUES ('upload-bytes:' || NEW.workspace_id, NEW.created_at - NEW.created_at % 86400000, NEW.bytes)
  ON CONFLICT (key, window_start) DO UPDATE SET count = count + NEW.bytes;
END;

CREATE TRIGGER outbox_quota AFTER INSERT ON outbox WHEN NEW.workspace_id IS NOT NULL AND NEW.kind <> 'code' BEGIN
  INSERT INTO quotas (key, window_start, count)
  VALUES ('letters:' || NEW.workspace_id, NEW.created_at - NEW.created_at % 86400000, 1)
  ON CONFLICT (key, window_start) DO UPDATE SET count = count + 1;
END;
