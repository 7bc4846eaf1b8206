-- The history of every expense: rows are added, and never updated or deleted. Each carries a hash over
-- its own content and the hash of the one before; the chain's end is kept apart, so that a missing last
-- row is noticed as well.

CREATE TABLE event (
  company      TEXT NOT NULL REFERENCES company (id),
  seq          BIGINT NOT NULL, -- 1, 2, 3 … in each company
  expense      TEXT NOT NULL,
  at           BIGINT NOT NULL,
  actor        TEXT NOT NULL,
  action       TEXT NOT NULL,
  from_state   TEXT NOT NULL,
  to_state     TEXT NOT NULL,
  reason       TEXT NOT NULL,
  revision     BIGINT NOT NULL, -- of what the actor had before them
  proof_digest TEXT NOT NULL,
  proofs       TEXT NOT NULL,   -- a line each
  facts        TEXT NOT NULL,   -- merchant, amount, day, category and note as they were, in JSON
  hash         TEXT NOT NULL,
  PRIMARY KEY (company, seq),
  FOREIGN KEY (company, expense) REFERENCES expense (company, id),
  FOREIGN KEY (company, actor) REFERENCES person (company, id)
);
CREATE INDEX event_by_expense ON event (company, expense, seq);

CREATE TABLE event_chain (
  company TEXT NOT NULL PRIMARY KEY REFERENCES company (id),
  seq     BIGINT NOT NULL, -- of the last event
  hash    TEXT NOT NULL
);
