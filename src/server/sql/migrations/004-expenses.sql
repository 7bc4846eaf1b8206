-- Expenses, and the proofs they name.
--
-- Days are ISO 8601 text and empty where a draft has none. The indexes are those of the lists: each
-- ends in what it is sorted by, then the id, so that a page is one short walk. What reviewers see is
-- indexed apart from drafts, which belong to their owners alone and are written most often: a draft costs
-- its key and a place in the short index of drafts. One person's own list walks expense_line.

CREATE TABLE expense (
  company       TEXT NOT NULL,
  id            TEXT NOT NULL,
  owner         TEXT NOT NULL,
  state         TEXT NOT NULL
                CHECK (state IN ('draft', 'submitted', 'approved', 'rejected', 'reimbursed')),
  revision      BIGINT NOT NULL,
  merchant      TEXT NOT NULL,
  minor         BIGINT NOT NULL,
  currency      TEXT NOT NULL,
  day           TEXT NOT NULL,
  category      TEXT,          -- is there: a category that was ever named is not deleted
  proof_version BIGINT NOT NULL,
  proof_digest  TEXT NOT NULL,
  proofs        TEXT NOT NULL, -- SHA-256 in hex, a line each, in order
  submitted_at  BIGINT,        -- first time; NULL where nobody but the owner has ever seen it
  created_at    BIGINT NOT NULL,
  updated_at    BIGINT NOT NULL,
  note          TEXT NOT NULL,
  search_text   TEXT NOT NULL, -- folded words, a space before each
  PRIMARY KEY (company, id),
  FOREIGN KEY (company, owner) REFERENCES person (company, id)
);
CREATE INDEX expense_draft ON expense (company, owner, day, id) WHERE state = 'draft';
CREATE INDEX expense_category_day ON expense (company, category, day, id, state)
  WHERE state <> 'draft';
CREATE INDEX expense_shared_day ON expense (company, day, id) WHERE state <> 'draft';
CREATE INDEX expense_shared_amount ON expense (company, minor, id, category)
  WHERE state <> 'draft';
CREATE INDEX expense_state_day ON expense (company, state, day, id, category)
  WHERE state <> 'draft';
CREATE INDEX expense_state_amount ON expense (company, state, minor, id, category)
  WHERE state <> 'draft';

-- A list's line, ready to be sent, of one owner beside the next: a page of fifty is read from some seven
-- neighbouring database pages instead of fifty scattered ones, and nothing is put together. Written
-- along with the expense, never alone. Sorted by
-- amount, the lines of one person are sorted as they are asked for.
CREATE TABLE expense_line (
  company     TEXT NOT NULL,
  owner       TEXT NOT NULL,
  day         TEXT NOT NULL,
  id          TEXT NOT NULL,
  state       TEXT NOT NULL,
  category    TEXT,
  minor       BIGINT NOT NULL,
  json        TEXT NOT NULL, -- the members that follow id and owner
  search_text TEXT NOT NULL,
  PRIMARY KEY (company, owner, day, id)
) WITHOUT ROWID;

-- Files that were stored, once for each company.
CREATE TABLE proof (
  company    TEXT NOT NULL REFERENCES company (id),
  sha256     TEXT NOT NULL,
  mime       TEXT NOT NULL,
  size       BIGINT NOT NULL,
  width      BIGINT NOT NULL, -- 0 for a PDF
  height     BIGINT NOT NULL,
  path       TEXT NOT NULL,   -- below the proofs folder
  created_at BIGINT NOT NULL,
  PRIMARY KEY (company, sha256)
) WITHOUT ROWID;

-- Who has sent the bytes, and so may name and read them.
CREATE TABLE proof_upload (
  company TEXT NOT NULL,
  sha256  TEXT NOT NULL,
  person  TEXT NOT NULL,
  PRIMARY KEY (company, sha256, person),
  FOREIGN KEY (company, sha256) REFERENCES proof (company, sha256),
  FOREIGN KEY (company, person) REFERENCES person (company, id)
) WITHOUT ROWID;

-- Which expense names a file, now or in a version that was once submitted.
CREATE TABLE expense_proof (
  company TEXT NOT NULL,
  sha256  TEXT NOT NULL,
  expense TEXT NOT NULL,
  shown   BIGINT NOT NULL, -- 1 once it was part of a submission: such a row stays
  PRIMARY KEY (company, sha256, expense),
  FOREIGN KEY (company, sha256) REFERENCES proof (company, sha256),
  FOREIGN KEY (company, expense) REFERENCES expense (company, id)
);
CREATE INDEX expense_proof_by_expense ON expense_proof (company, expense);
