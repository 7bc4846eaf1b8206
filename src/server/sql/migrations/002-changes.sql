-- The feed of changes that clients follow.
--
-- One row for each thing that ever changed, with the number of its latest change. The number comes from
-- a row of the company's own, raised in the transaction of the change itself: whoever reads a number
-- has everything below it.

CREATE TABLE feed (
  company TEXT NOT NULL PRIMARY KEY REFERENCES company (id),
  seq     BIGINT NOT NULL
);

CREATE TABLE change (
  company TEXT NOT NULL REFERENCES company (id),
  type    TEXT NOT NULL CHECK (type IN ('expense', 'category', 'user')),
  id      TEXT NOT NULL,
  seq     BIGINT NOT NULL,
  owner   TEXT NOT NULL,   -- whose it is; empty for what everybody sees
  shared  BIGINT NOT NULL, -- 1 where reviewers have ever seen it
  PRIMARY KEY (company, type, id)
) WITHOUT ROWID; -- as SQLite calls it: rows in the order of the key. Other drivers leave it out
CREATE INDEX change_by_owner ON change (company, owner, seq);
CREATE INDEX change_shared ON change (company, seq) WHERE shared = 1;
