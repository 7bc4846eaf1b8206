-- What a company asks of its expenses, and of who wants to join it.
--
-- A company without a row has the default of core. Which words there are is for core to say.

CREATE TABLE policy (
  company        TEXT NOT NULL PRIMARY KEY REFERENCES company (id),
  signup         TEXT NOT NULL,
  proof_rule     TEXT NOT NULL,
  proof_minor    BIGINT, -- with its currency, where the rule asks for an amount
  proof_currency TEXT,
  over_limit     TEXT NOT NULL,
  revision       BIGINT NOT NULL,
  updated_at     BIGINT NOT NULL
);

-- The most that one expense of a category may be. A limit ends with its category.
CREATE TABLE policy_limit (
  company  TEXT NOT NULL REFERENCES company (id),
  category TEXT NOT NULL,
  currency TEXT NOT NULL,
  minor    BIGINT NOT NULL,
  PRIMARY KEY (company, category, currency)
);

-- Who may join was the company's own; 'closed' has always meant: by invitation.
INSERT INTO policy (company, signup, proof_rule, over_limit, revision, updated_at)
SELECT id, 'open', 'always', 'warn', 1, created_at FROM company WHERE signup = 'open';

ALTER TABLE company DROP COLUMN signup;

-- Policies are in the feed as well. What types there are is for the program to say from here on: a
-- check cannot be changed everywhere without making the table anew.
CREATE TABLE change_of_any_type (
  company TEXT NOT NULL REFERENCES company (id),
  type    TEXT NOT NULL,
  id      TEXT NOT NULL,
  seq     BIGINT NOT NULL,
  owner   TEXT NOT NULL,   -- whose it is; empty for what everybody sees
  shared  BIGINT NOT NULL, -- 1 where reviewers have ever seen it
  PRIMARY KEY (company, type, id)
) WITHOUT ROWID;
INSERT INTO change_of_any_type (company, type, id, seq, owner, shared)
SELECT company, type, id, seq, owner, shared FROM change;
DROP TABLE change;
ALTER TABLE change_of_any_type RENAME TO change;
CREATE INDEX change_by_owner ON change (company, owner, seq);
CREATE INDEX change_shared ON change (company, seq) WHERE shared = 1;
