-- A requester link proves a ticket, not a person: what is said through it is no message of that person's limit. Those who
-- come by links are counted by their client (see usecase/quota.rs).
ALTER TABLE messages ADD COLUMN by_link INTEGER NOT NULL DEFAULT 0 CHECK (by_link IN (0, 1));

DROP TRIGGER messages_quota;

CREATE TRIGGER messages_quota AFTER INSERT ON messages BEGIN
  INSERT INTO quotas (key, window_start, count)
  VALUES ('messages:' || NEW.workspace_id, NEW.at - NEW.at % 86400000, 1)
  ON CONFLICT (key, window_start) DO UPDATE SET count = count + 1;
END;

CREATE TRIGGER messages_quota_of_person AFTER INSERT ON messages WHEN NEW.by_link = 0 BEGIN
  INSERT INTO quotas (key, window_start, count)
  VALUES ('messages:' || NEW.workspace_id || ':' || NEW.actor_id, NEW.at - NEW.at % 3600000, 1)
  ON CONFLICT (key, window_start) DO UPDATE SET count = count + 1;
END;
