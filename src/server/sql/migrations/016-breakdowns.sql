-- Where a company's money goes, and how it decides: what reports by merchant, person and department and
-- the dashboard read instead of all expenses. Kept in the transaction of every write, and of what is no
-- draft alone.

-- Whole months and years. The departments are those that people are in now.
CREATE TABLE breakdown (
  company          TEXT NOT NULL,
  kind             TEXT NOT NULL CHECK (kind IN ('merchant', 'person')),
  grain            TEXT NOT NULL CHECK (grain IN ('month', 'year')),
  day              TEXT NOT NULL, -- the first of it
  currency         TEXT NOT NULL, -- "=EUR" for what was converted
  part             TEXT NOT NULL, -- the merchant, or the person's id
  n_submitted      BIGINT NOT NULL,
  minor_submitted  BIGINT NOT NULL,
  n_approved       BIGINT NOT NULL,
  minor_approved   BIGINT NOT NULL,
  n_rejected       BIGINT NOT NULL,
  minor_rejected   BIGINT NOT NULL,
  n_reimbursed     BIGINT NOT NULL,
  minor_reimbursed BIGINT NOT NULL,
  PRIMARY KEY (company, kind, grain, day, currency, part),
  CHECK (n_submitted >= 0 AND n_approved >= 0 AND n_rejected >= 0 AND n_reimbursed >= 0),
  -- As in the table of totals.
  CHECK (minor_submitted <= 9223372036854775807
         AND minor_approved <= 9223372036854775807
         AND minor_rejected <= 9223372036854775807
         AND minor_reimbursed <= 9223372036854775807)
) WITHOUT ROWID;

INSERT INTO breakdown (company, kind, grain, day, currency, part, n_submitted, minor_submitted,
                       n_approved, minor_approved, n_rejected, minor_rejected, n_reimbursed,
                       minor_reimbursed)
SELECT company, kind, 'month', substr(day, 1, 7) || '-01', currency, part,
       sum(CASE state WHEN 'submitted' THEN 1 ELSE 0 END),
       sum(CASE state WHEN 'submitted' THEN minor ELSE 0 END),
       sum(CASE state WHEN 'approved' THEN 1 ELSE 0 END),
       sum(CASE state WHEN 'approved' THEN minor ELSE 0 END),
       sum(CASE state WHEN 'rejected' THEN 1 ELSE 0 END),
       sum(CASE state WHEN 'rejected' THEN minor ELSE 0 END),
       sum(CASE state WHEN 'reimbursed' THEN 1 ELSE 0 END),
       sum(CASE state WHEN 'reimbursed' THEN minor ELSE 0 END)
FROM (
  SELECT company, 'merchant' AS kind, day, currency, merchant AS part, state, minor
  FROM expense WHERE state <> 'draft' AND day <> ''
  UNION ALL
  SELECT company, 'person', day, currency, owner, state, minor
  FROM expense WHERE state <> 'draft' AND day <> ''
  UNION ALL
  SELECT company, 'merchant', day, '=' || home_currency, merchant, state, home_minor
  FROM expense WHERE state <> 'draft' AND day <> '' AND home_currency IS NOT NULL
  UNION ALL
  SELECT company, 'person', day, '=' || home_currency, owner, state, home_minor
  FROM expense WHERE state <> 'draft' AND day <> '' AND home_currency IS NOT NULL
) AS counted
GROUP BY company, kind, substr(day, 1, 7), currency, part;

INSERT INTO breakdown (company, kind, grain, day, currency, part, n_submitted, minor_submitted,
                       n_approved, minor_approved, n_rejected, minor_rejected, n_reimbursed,
                       minor_reimbursed)
SELECT company, kind, 'year', substr(day, 1, 4) || '-01-01', currency, part,
       sum(n_submitted), sum(minor_submitted), sum(n_approved), sum(minor_approved),
       sum(n_rejected), sum(minor_rejected), sum(n_reimbursed), sum(minor_reimbursed)
FROM breakdown
WHERE grain = 'month'
GROUP BY company, kind, substr(day, 1, 4), currency, part;

-- The days at the ends of a report that are no whole month are read from the expenses, of which this index
-- has all that it takes. Its condition keeps it from the lists, which ask for nothing of the kind.
CREATE INDEX expense_spent ON expense (company, day, owner, merchant, currency, state, minor,
                                       home_currency, home_minor)
  WHERE state <> 'draft' AND day <> '';

CREATE INDEX person_by_department ON person (company, department, id);

-- Since when an expense has waited: it was submitted, sent again or reopened then. NULL for what
-- does not wait.
ALTER TABLE expense ADD COLUMN waiting_since BIGINT;
UPDATE expense
SET waiting_since = (SELECT v.at FROM event v
                     WHERE v.company = expense.company AND v.expense = expense.id
                       AND v.to_state = 'submitted' AND v.from_state <> 'submitted'
                     ORDER BY v.seq DESC LIMIT 1)
WHERE state = 'submitted';
CREATE INDEX expense_waiting ON expense (company, waiting_since) WHERE waiting_since IS NOT NULL;

-- How long each approval and rejection was waited for. The median of a span has to know them all.
CREATE TABLE decision (
  company TEXT NOT NULL REFERENCES company (id),
  action  TEXT NOT NULL CHECK (action IN ('approve', 'reject')),
  at      BIGINT NOT NULL,
  seq     BIGINT NOT NULL, -- of the event
  waited  BIGINT NOT NULL, -- microseconds
  PRIMARY KEY (company, action, at, seq)
) WITHOUT ROWID;

INSERT INTO decision (company, action, at, seq, waited)
SELECT company, action, at, seq, at - since
FROM (
  SELECT v.company, v.action, v.at, v.seq,
         (SELECT s.at FROM event s
          WHERE s.company = v.company AND s.expense = v.expense AND s.seq < v.seq
            AND s.to_state = 'submitted' AND s.from_state <> 'submitted'
          ORDER BY s.seq DESC LIMIT 1) AS since
  FROM event v
  WHERE v.action IN ('approve', 'reject')
) AS decided
WHERE since IS NOT NULL;

-- What was reimbursed on a day in UTC, whatever the day of the expense.
CREATE TABLE reimbursed (
  company  TEXT NOT NULL REFERENCES company (id),
  day      BIGINT NOT NULL, -- since 1970-01-01
  currency TEXT NOT NULL,   -- "=EUR" for what was converted
  n        BIGINT NOT NULL,
  minor    BIGINT NOT NULL,
  PRIMARY KEY (company, day, currency),
  CHECK (minor <= 9223372036854775807)
) WITHOUT ROWID;

INSERT INTO reimbursed (company, day, currency, n, minor)
SELECT company, day, currency, count(*), sum(minor)
FROM (
  SELECT v.company, v.at / 86400000000 AS day, e.currency, e.minor
  FROM event v
  JOIN expense e ON e.company = v.company AND e.id = v.expense
  WHERE v.action = 'reimburse'
  UNION ALL
  SELECT v.company, v.at / 86400000000, '=' || e.home_currency, e.home_minor
  FROM event v
  JOIN expense e ON e.company = v.company AND e.id = v.expense
  WHERE v.action = 'reimburse' AND e.home_currency IS NOT NULL
) AS paid
GROUP BY company, day, currency;
