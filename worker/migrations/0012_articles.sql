-- The knowledge base: articles, their editions in each language, every text that was written, and where they are found.

CREATE TABLE articles (
  workspace_id TEXT NOT NULL REFERENCES workspaces (id),
  id TEXT NOT NULL,
  -- Counts the changes of the article and its editions.
  version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
  readers TEXT NOT NULL CHECK (readers IN ('everyone', 'customers', 'team')),
  -- Who keeps it right.
  owner_id TEXT,
  -- JSON: what it applies to, such as ["MES 3.2"].
  applies TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(applies)),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, owner_id) REFERENCES members (workspace_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX articles_by_update ON articles (workspace_id, updated_at DESC, id);

-- One language of an article. Readers see the text `published`; `latest` is the one that is worked on.
CREATE TABLE editions (
  workspace_id TEXT NOT NULL,
  article_id TEXT NOT NULL,
  lang TEXT NOT NULL CHECK (lang IN ('zh', 'en')),
  slug TEXT NOT NULL CHECK (slug <> ''),
  stage TEXT NOT NULL CHECK (stage IN ('draft', 'review', 'published', 'archived')),
  latest INTEGER NOT NULL CHECK (latest > 0),
  published INTEGER CHECK (published <= latest),
  published_at INTEGER CHECK ((published IS NULL) = (published_at IS NULL)),
  -- Why it was sent back.
  note TEXT,
  PRIMARY KEY (workspace_id, article_id, lang),
  -- Two articles never share an address.
  UNIQUE (workspace_id, lang, slug),
  FOREIGN KEY (workspace_id, article_id) REFERENCES articles (workspace_id, id)
) STRICT, WITHOUT ROWID;
-- What readers find, newest first.
CREATE INDEX editions_published ON editions (workspace_id, lang, published_at DESC, article_id) WHERE published IS NOT NULL;

CREATE TABLE edition_texts (
  workspace_id TEXT NOT NULL,
  article_id TEXT NOT NULL,
  lang TEXT NOT NULL,
  -- From 1.
  number INTEGER NOT NULL CHECK (number > 0),
  title TEXT NOT NULL CHECK (title <> ''),
  body TEXT NOT NULL,
  member_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, article_id, lang, number),
  FOREIGN KEY (workspace_id, article_id, lang) REFERENCES editions (workspace_id, article_id, lang),
  FOREIGN KEY (workspace_id, member_id) REFERENCES members (workspace_id, id)
) STRICT;

-- Addresses that an article had before: they lead to where it is now.
CREATE TABLE former_slugs (
  workspace_id TEXT NOT NULL,
  lang TEXT NOT NULL,
  slug TEXT NOT NULL,
  article_id TEXT NOT NULL,
  PRIMARY KEY (workspace_id, lang, slug),
  FOREIGN KEY (workspace_id, article_id, lang) REFERENCES editions (workspace_id, article_id, lang)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER editions_moved AFTER UPDATE OF slug ON editions WHEN NEW.slug <> OLD.slug BEGIN
  INSERT INTO former_slugs (workspace_id, lang, slug, article_id) VALUES (NEW.workspace_id, NEW.lang, OLD.slug, NEW.article_id)
  ON CONFLICT (workspace_id, lang, slug) DO UPDATE SET article_id = excluded.article_id;
  DELETE FROM former_slugs WHERE workspace_id = NEW.workspace_id AND lang = NEW.lang AND slug = NEW.slug;
END;
