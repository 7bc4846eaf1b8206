-- Totals of expenses by day, for reports: raised and lowered in the transaction of every write of an
-- expense, so that a summary reads some rows of them instead of all expenses.
--
-- Those of one person are by day and count their drafts. Those of everybody, whose owner is empty, leave
-- drafts out, as they are their owners' alone, and are by day and by month as well: a year of a large company
-- is then twelve rows for each category. A row in which nothing is left is deleted.

CREATE TABLE total (
  company          TEXT NOT NULL,
  owner            TEXT NOT NULL, -- empty for everybody's
  grain            TEXT NOT NULL CHECK (grain IN ('day', 'month')),
  day              TEXT NOT NULL, -- of a month the first; empty for drafts without a day
  currency         TEXT NOT NULL,
  category         TEXT NOT NULL, -- empty for none
  n_draft          BIGINT NOT NULL,
  minor_draft      BIGINT NOT NULL,
  n_submitted      BIGINT NOT NULL,
  minor_submitted  BIGINT NOT NULL,
  n_approved       BIGINT NOT NULL,
  minor_approved   BIGINT NOT NULL,
  n_rejected       BIGINT NOT NULL,
  minor_rejected   BIGINT NOT NULL,
  n_reimbursed     BIGINT NOT NULL,
  minor_reimbursed BIGINT NOT NULL,
  PRIMARY KEY (company, owner, grain, day, currency, category),
  CHECK (n_draft >= 0 AND n_submitted >= 0 AND n_approved >= 0 AND n_rejected >= 0
         AND n_reimbursed >= 0),
  -- A sum that does not fit is no integer any more in SQLite; PostgreSQL refuses it by itself.
  CHECK (minor_draft <= 9223372036854775807
         AND minor_submitted <= 9223372036854775807
         AND minor_approved <= 9223372036854775807
         AND minor_rejected <= 9223372036854775807
         AND minor_reimbursed <= 9223372036854775807)
) WITHOUT ROWID;

INSERT INTO total (company, owner, grain, day, currency, category,
                   n_draft, minor_draft, n_submitted, minor_submitted, n_approved, minor_approved,
                   n_rejected, minor_rejected, n_reimbursed, minor_reimbursed)
SELECT company, owner, 'day', day, currency, coalesce(category, ''),
       sum(CASE state WHEN 'draft' THEN 1 ELSE 0 END),
       sum(CASE state WHEN 'draft' THEN minor ELSE 0 END),
       sum(CASE state WHEN 'submitted' THEN 1 ELSE 0 END),
       sum(CASE state WHEN 'submitted' THEN minor ELSE 0 END),
       sum(CASE state WHEN 'approved' THEN 1 ELSE 0 END),
       sum(CASE state WHEN 'approved' THEN minor ELSE 0 END),
       sum(CASE state WHEN 'rejected' THEN 1 ELSE 0 END),
       sum(CASE state WHEN 'rejected' THEN minor ELSE 0 END),
       sum(CASE state WHEN 'reimbursed' THEN 1 ELSE 0 END),
       sum(CASE state WHEN 'reimbursed' THEN minor ELSE 0 END)
FROM expense
GROUP BY company, owner, day, currency, coalesce(category, '');

INSERT INTO total (company, owner, grain, day, currency, category,
                   n_draft, minor_draft, n_submitted, minor_submitted, n_approved, minor_approved,
                   n_rejected, minor_rejected, n_reimbursed, minor_reimbursed)
SELECT company, '', 'day', day, currency, category,
       0, 0, sum(n_submitted), sum(minor_submitted), sum(n_approved), sum(minor_approved),
       sum(n_rejected), sum(minor_rejected), sum(n_reimbursed), sum(minor_reimbursed)
FROM total
WHERE owner <> '' AND day <> '' AND n_submitted + n_approved + n_rejected + n_reimbursed > 0
GROUP BY company, day, currency, category;

INSERT INTO total (company, owner, grain, day, currency, category,
                   n_draft, minor_draft, n_submitted, minor_submitted, n_approved, minor_approved,
                   n_rejected, minor_rejected, n_reimbursed, minor_reimbursed)
SELECT company, '', 'month', substr(day, 1, 7) || '-01', currency, category,
       0, 0, sum(n_submitted), sum(minor_submitted), sum(n_approved), sum(minor_approved),
       sum(n_rejected), sum(minor_rejected), sum(n_reimbursed), sum(minor_reimbursed)
FROM total
WHERE owner = '' AND grain = 'day'
GROUP BY company, substr(day, 1, 7), currency, category;
