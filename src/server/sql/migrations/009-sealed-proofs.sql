-- Proofs sealed by a key of the company's own, and files that nobody names any more.

-- Empty for a file as it was sent, or the name of the key that seals it.
ALTER TABLE proof ADD COLUMN key_id TEXT NOT NULL DEFAULT '';
-- When it was first seen that no expense names it; NULL while one does, or nobody has looked.
ALTER TABLE proof ADD COLUMN unnamed_since BIGINT;

-- Two companies may share a file that is not sealed: its path alone says whether it may go.
CREATE INDEX proof_by_path ON proof (path, company, sha256);
-- What is to be sealed anew, and which keys must be there.
CREATE INDEX proof_by_key ON proof (key_id, company, sha256);
CREATE INDEX proof_unnamed ON proof (unnamed_since, company, sha256)
  WHERE unnamed_since IS NOT NULL;

-- Numbers of the feed of changes that were given by a database which is no more: who has followed
-- one of them must begin again. Made when a backup is put back.
CREATE TABLE feed_gap (
  company   TEXT NOT NULL REFERENCES company (id),
  after_seq BIGINT NOT NULL, -- the last number that the restored database knows
  until_seq BIGINT NOT NULL, -- the first that it will give
  PRIMARY KEY (company, after_seq)
);
