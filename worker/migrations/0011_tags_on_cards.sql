-- The tags of a ticket as its card shows them, beside the ticket: a board would read a row more for each of them.
ALTER TABLE tickets ADD COLUMN tag_ids TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(tag_ids));
UPDATE tickets AS t SET tag_ids = (SELECT json_group_array(g.tag_id ORDER BY g.version, g.place) FROM ticket_tags g
  WHERE g.workspace_id = t.workspace_id AND g.serial = t.serial AND g.removed = 0)
WHERE EXISTS (SELECT 1 FROM ticket_tags g WHERE g.workspace_id = t.workspace_id AND g.serial = t.serial AND g.removed = 0);

CREATE TRIGGER ticket_tags_card_in AFTER INSERT ON ticket_tags BEGIN
  UPDATE tickets SET tag_ids = json_insert(tag_ids, '$[#]', NEW.tag_id) WHERE workspace_id = NEW.workspace_id AND serial = NEW.serial;
END;

CREATE TRIGGER ticket_tags_card_change AFTER UPDATE OF removed ON ticket_tags WHEN NEW.removed <> OLD.removed BEGIN
  UPDATE tickets SET tag_ids = (SELECT json_group_array(g.tag_id ORDER BY g.version, g.place) FROM ticket_tags g
    WHERE g.workspace_id = NEW.workspace_id AND g.serial = NEW.serial AND g.removed = 0)
  WHERE workspace_id = NEW.workspace_id AND serial = NEW.serial;
END;
