-- A file's content lies in KV under the file's own id. It used to lie under its hash, where two files of one content
-- shared it: removing the one could take the bytes of the other while that was being uploaded.
--
-- Contents cannot be moved from here, so a file that was stored before takes its hash for its id. Of several with one
-- content it is the one in use; others in use keep their row, which says what was there.
PRAGMA defer_foreign_keys = on;

CREATE TABLE renamed_files (workspace_id TEXT NOT NULL, id TEXT NOT NULL, sha256 TEXT NOT NULL, PRIMARY KEY (workspace_id, id)) STRICT, WITHOUT ROWID;
INSERT INTO renamed_files (workspace_id, id, sha256)
  SELECT workspace_id, id, sha256 FROM (
    SELECT workspace_id, id, sha256, row_number() OVER (PARTITION BY workspace_id, sha256 ORDER BY used DESC, id) AS place FROM attachments)
  WHERE place = 1;
UPDATE attachment_uses AS u SET attachment_id = r.sha256 FROM renamed_files r
  WHERE r.workspace_id = u.workspace_id AND r.id = u.attachment_id;
UPDATE attachments AS a SET id = r.sha256 FROM renamed_files r WHERE r.workspace_id = a.workspace_id AND r.id = a.id;
DROP TABLE renamed_files;
DROP INDEX attachments_by_content;

-- What a person did, newest last: signing in looks for the workspace they were in last.
CREATE INDEX audit_by_actor ON audit (actor, id);
