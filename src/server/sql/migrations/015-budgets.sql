-- What may be spent in a month, and which part of a company somebody is in.

-- NULL for none.
ALTER TABLE person ADD COLUMN department TEXT;

-- Whose budgets there are; empty for the company's own.
CREATE TABLE budget_list (
  company    TEXT NOT NULL REFERENCES company (id),
  owner      TEXT NOT NULL,
  revision   BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (company, owner)
);

-- A month's limit. It ends with its category.
CREATE TABLE budget (
  company  TEXT NOT NULL,
  owner    TEXT NOT NULL,
  category TEXT NOT NULL, -- empty for all of them together
  currency TEXT NOT NULL,
  minor    BIGINT NOT NULL,
  PRIMARY KEY (company, owner, category, currency),
  FOREIGN KEY (company, owner) REFERENCES budget_list (company, owner)
);
CREATE INDEX budget_by_category ON budget (company, category, owner);
