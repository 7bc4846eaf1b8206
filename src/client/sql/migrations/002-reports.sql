-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What reports are read from: sums by day and by merchant beside those by month, all kept by the writes
-- themselves; amounts converted into the company's currency; budgets, rates and what a person has saved.

-- What an amount comes to in the company's currency, where it is in another one and a rate was known:
-- all four or none. rate is a decimal text: units of home_currency for one of the amount's.
ALTER TABLE expense ADD COLUMN home_minor    INTEGER;
ALTER TABLE expense ADD COLUMN home_currency TEXT;
ALTER TABLE expense ADD COLUMN rate          TEXT;
ALTER TABLE expense ADD COLUMN rate_day      INTEGER;

ALTER TABLE expense_copy ADD COLUMN home_minor    INTEGER;
ALTER TABLE expense_copy ADD COLUMN home_currency TEXT;
ALTER TABLE expense_copy ADD COLUMN rate          TEXT;
ALTER TABLE expense_copy ADD COLUMN rate_day      INTEGER;

DROP VIEW expense_record;
CREATE VIEW expense_record AS
SELECT e.id, p.id AS owner_id, p.name AS owner_name, e.merchant, e.minor, e.currency, e.day,
       c.id AS category_id, e.note, e.proofs, e.proof_version, e.proof_digest, e.reuploads_left,
       e.state, e.revision, e.created_at, e.updated_at, e.delivery, e.n, e.stamp, e.deleted_at,
       e.home_minor, e.home_currency, e.rate, e.rate_day
  FROM expense e JOIN person p ON p.n = e.owner LEFT JOIN category c ON c.n = e.category;

DROP VIEW expense_copy_record;
CREATE VIEW expense_copy_record AS
SELECT e.role, e.ref, e.id, p.id AS owner_id, p.name AS owner_name, e.merchant, e.minor, e.currency,
       e.day, c.id AS category_id, e.note, e.proofs, e.proof_version, e.proof_digest,
       e.reuploads_left, e.state, e.revision, e.created_at, e.updated_at,
       e.home_minor, e.home_currency, e.rate, e.rate_day
  FROM expense_copy e JOIN person p ON p.n = e.owner LEFT JOIN category c ON c.n = e.category;

-- Every filter of one's own list, in its order, and what a report adds up of days that are no whole
-- month, without a look at the rows.
CREATE INDEX expense_fact
    ON expense (day, n, state, category, currency, minor, home_currency, home_minor, merchant, stamp)
 WHERE scope = 0;

-- Others' rows by person: a company's many, while one's own are all one's own.
CREATE INDEX expense_of_owner ON expense (owner, day, n, state, stamp) WHERE is_mine = 0;

-- Sums and counts of each day of one's own: scope is 0. What was converted is summed up once more, in
-- the currency "=EUR" of what it comes to; so it is in month_sum and merchant_sum.
CREATE TABLE day_sum (
  scope    INTEGER NOT NULL,
  day      INTEGER NOT NULL,
  state    INTEGER NOT NULL,
  category INTEGER NOT NULL,
  currency TEXT NOT NULL,
  minor    INTEGER NOT NULL,
  n_rows   INTEGER NOT NULL,
  PRIMARY KEY (scope, day, state, category, currency)
) STRICT, WITHOUT ROWID;

-- The same of each month and merchant, one's own alone.
CREATE TABLE merchant_sum (
  currency TEXT NOT NULL,
  month    INTEGER NOT NULL,
  merchant TEXT NOT NULL,
  state    INTEGER NOT NULL,
  minor    INTEGER NOT NULL,
  n_rows   INTEGER NOT NULL,
  PRIMARY KEY (currency, month, merchant, state)
) STRICT, WITHOUT ROWID;

-- Nothing is converted yet.
INSERT INTO day_sum (scope, day, state, category, currency, minor, n_rows)
SELECT 0, day, state, category, currency, sum(minor), count(*)
  FROM expense WHERE scope = 0 GROUP BY day, state, category, currency;

INSERT INTO merchant_sum (currency, month, merchant, state, minor, n_rows)
SELECT currency, day / 100, merchant, state, sum(minor), count(*)
  FROM expense WHERE scope = 0 GROUP BY currency, day / 100, merchant, state;

CREATE TRIGGER day_sum_insert AFTER INSERT ON expense
WHEN new.scope = 0
BEGIN
  INSERT INTO day_sum (scope, day, state, category, currency, minor, n_rows)
  VALUES (0, new.day, new.state, new.category, new.currency, new.minor, 1)
  ON CONFLICT DO UPDATE SET minor = minor + excluded.minor, n_rows = n_rows + 1;
  INSERT INTO merchant_sum (currency, month, merchant, state, minor, n_rows)
  VALUES (new.currency, new.day / 100, new.merchant, new.state, new.minor, 1)
  ON CONFLICT DO UPDATE SET minor = minor + excluded.minor, n_rows = n_rows + 1;
END;

CREATE TRIGGER home_sum_insert AFTER INSERT ON expense
WHEN new.home_currency IS NOT NULL
BEGIN
  INSERT INTO month_sum (scope, month, state, category, currency, minor, n_rows)
  VALUES (new.scope, new.day / 100, new.state, new.category, '=' || new.home_currency,
          new.home_minor, 1)
  ON CONFLICT DO UPDATE SET minor = minor + excluded.minor, n_rows = n_rows + 1;
  INSERT INTO day_sum (scope, day, state, category, currency, minor, n_rows)
  SELECT 0, new.day, new.state, new.category, '=' || new.home_currency, new.home_minor, 1
   WHERE new.scope = 0
  ON CONFLICT DO UPDATE SET minor = minor + excluded.minor, n_rows = n_rows + 1;
  INSERT INTO merchant_sum (currency, month, merchant, state, minor, n_rows)
  SELECT '=' || new.home_currency, new.day / 100, new.merchant, new.state, new.home_minor, 1
   WHERE new.scope = 0
  ON CONFLICT DO UPDATE SET minor = minor + excluded.minor, n_rows = n_rows + 1;
END;

-- Most writes of a row leave its sums alone.
DROP TRIGGER month_sum_update;
CREATE TRIGGER month_sum_update
AFTER UPDATE OF scope, day, state, category, currency, minor, home_currency, home_minor, merchant
ON expense
WHEN (new.scope, new.day, new.state, new.category, new.currency, new.minor, new.merchant)
     <> (old.scope, old.day, old.state, old.category, old.currency, old.minor, old.merchant)
  OR new.home_currency IS NOT old.home_currency OR new.home_minor IS NOT old.home_minor
BEGIN
  UPDATE month_sum SET minor = minor - old.minor, n_rows = n_rows - 1
   WHERE scope = old.scope AND month = old.day / 100 AND state = old.state
     AND category = old.category AND currency = old.currency;
  UPDATE month_sum SET minor = minor - old.home_minor, n_rows = n_rows - 1
   WHERE scope = old.scope AND month = old.day / 100 AND state = old.state
     AND category = old.category AND currency = '=' || old.home_currency;
  UPDATE day_sum SET minor = minor - old.minor, n_rows = n_rows - 1
   WHERE scope = old.scope AND day = old.day AND state = old.state
     AND category = old.category AND currency = old.currency;
  UPDATE day_sum SET minor = minor - old.home_minor, n_rows = n_rows - 1
   WHERE scope = old.scope AND day = old.day AND state = old.state
     AND category = old.category AND currency = '=' || old.home_currency;
  UPDATE merchant_sum SET minor = minor - old.minor, n_rows = n_rows - 1
   WHERE old.scope = 0 AND currency = old.currency AND month = old.day / 100
     AND merchant = old.merchant AND state = old.state;
  UPDATE merchant_sum SET minor = minor - old.home_minor, n_rows = n_rows - 1
   WHERE old.scope = 0 AND currency = '=' || old.home_currency AND month = old.day / 100
     AND merchant = old.merchant AND state = old.state;

  INSERT INTO month_sum (scope, month, state, category, currency, minor, n_rows)
  VALUES (new.scope, new.day / 100, new.state, new.category, new.currency, new.minor, 1)
  ON CONFLICT DO UPDATE SET minor = minor + excluded.minor, n_rows = n_rows + 1;
  INSERT INTO month_sum (scope, month, state, category, currency, minor, n_rows)
  SELECT new.scope, new.day / 100, new.state, new.category, '=' || new.home_currency,
         new.home_minor, 1
   WHERE new.home_currency IS NOT NULL
  ON CONFLICT DO UPDATE SET minor = minor + excluded.minor, n_rows = n_rows + 1;
  INSERT INTO day_sum (scope, day, state, category, currency, minor, n_rows)
  SELECT 0, new.day, new.state, new.category, new.currency, new.minor, 1
   WHERE new.scope = 0
  ON CONFLICT DO UPDATE SET minor = minor + excluded.minor, n_rows = n_rows + 1;
  INSERT INTO day_sum (scope, day, state, category, currency, minor, n_rows)
  SELECT 0, new.day, new.state, new.category, '=' || new.home_currency, new.home_minor, 1
   WHERE new.scope = 0 AND new.home_currency IS NOT NULL
  ON CONFLICT DO UPDATE SET minor = minor + excluded.minor, n_rows = n_rows + 1;
  INSERT INTO merchant_sum (currency, month, merchant, state, minor, n_rows)
  SELECT new.currency, new.day / 100, new.merchant, new.state, new.minor, 1
   WHERE new.scope = 0
  ON CONFLICT DO UPDATE SET minor = minor + excluded.minor, n_rows = n_rows + 1;
  INSERT INTO merchant_sum (currency, month, merchant, state, minor, n_rows)
  SELECT '=' || new.home_currency, new.day / 100, new.merchant, new.state, new.home_minor, 1
   WHERE new.scope = 0 AND new.home_currency IS NOT NULL
  ON CONFLICT DO UPDATE SET minor = minor + excluded.minor, n_rows = n_rows + 1;
END;

DROP TRIGGER month_sum_delete;
CREATE TRIGGER month_sum_delete AFTER DELETE ON expense
BEGIN
  UPDATE month_sum SET minor = minor - old.minor, n_rows = n_rows - 1
   WHERE scope = old.scope AND month = old.day / 100 AND state = old.state
     AND category = old.category AND currency = old.currency;
  UPDATE month_sum SET minor = minor - old.home_minor, n_rows = n_rows - 1
   WHERE scope = old.scope AND month = old.day / 100 AND state = old.state
     AND category = old.category AND currency = '=' || old.home_currency;
  UPDATE day_sum SET minor = minor - old.minor, n_rows = n_rows - 1
   WHERE scope = old.scope AND day = old.day AND state = old.state
     AND category = old.category AND currency = old.currency;
  UPDATE day_sum SET minor = minor - old.home_minor, n_rows = n_rows - 1
   WHERE scope = old.scope AND day = old.day AND state = old.state
     AND category = old.category AND currency = '=' || old.home_currency;
  UPDATE merchant_sum SET minor = minor - old.minor, n_rows = n_rows - 1
   WHERE old.scope = 0 AND currency = old.currency AND month = old.day / 100
     AND merchant = old.merchant AND state = old.state;
  UPDATE merchant_sum SET minor = minor - old.home_minor, n_rows = n_rows - 1
   WHERE old.scope = 0 AND currency = '=' || old.home_currency AND month = old.day / 100
     AND merchant = old.merchant AND state = old.state;
END;

-- How many units of a currency one EUR was on a day (20261119), as the European Central Bank tells it:
-- a decimal text.
CREATE TABLE rate (
  currency TEXT NOT NULL,
  day      INTEGER NOT NULL,
  units    TEXT NOT NULL,
  PRIMARY KEY (currency, day)
) STRICT, WITHOUT ROWID;

-- Limits of a month. scope: 0 one's own, 1 the company's; category is an id, '' for all together.
-- is_dirty is 1 until the company has it.
CREATE TABLE budget (
  scope    INTEGER NOT NULL,
  category TEXT NOT NULL,
  currency TEXT NOT NULL,
  minor    INTEGER NOT NULL,
  is_dirty INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (scope, category, currency)
) STRICT, WITHOUT ROWID;

-- Warnings that were given, once for a month (202611) and a threshold in per cent.
CREATE TABLE budget_warning (
  scope     INTEGER NOT NULL,
  category  TEXT NOT NULL,
  currency  TEXT NOT NULL,
  month     INTEGER NOT NULL,
  threshold INTEGER NOT NULL,
  PRIMARY KEY (scope, category, currency, month, threshold)
) STRICT, WITHOUT ROWID;

-- filter is text in the words of whoever keeps it; created_at RFC 3339.
CREATE TABLE saved_filter (
  id         TEXT NOT NULL PRIMARY KEY,
  name       TEXT NOT NULL,
  filter     TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Insights that the person does not want to see again; at is RFC 3339.
CREATE TABLE insight_dismissed (
  key TEXT NOT NULL PRIMARY KEY,
  at  TEXT NOT NULL
) STRICT, WITHOUT ROWID;
