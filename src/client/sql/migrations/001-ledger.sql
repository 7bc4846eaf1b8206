-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The client's ledger. Days are integers as 20261120 (0 for none), so that a month is a division; ids
-- of people and categories are kept once and referred to by number.

CREATE TABLE setting (
  name  TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE person (
  n    INTEGER PRIMARY KEY,
  id   TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL
) STRICT;

-- is_known is 0 for one that an expense names and that has not come yet.
CREATE TABLE category (
  n        INTEGER PRIMARY KEY,
  id       TEXT NOT NULL UNIQUE,
  name     TEXT NOT NULL DEFAULT '',
  icon     TEXT NOT NULL DEFAULT '',
  color    TEXT NOT NULL DEFAULT '',
  archived INTEGER NOT NULL DEFAULT 0,
  is_known INTEGER NOT NULL DEFAULT 0
) STRICT;

-- scope: 0 one's own, 1 others' that wait, 2 others' that were decided, 3 not shown.
-- (Neither is a generated column: an index of those never covers a query.)
-- rank orders a scope, largest first: the day, or for those that wait how early they were submitted.
-- stamp counts the row's changes, so that a list sees from its keys alone what to show anew.
-- category is 0 for none; proofs are SHA-256 in hex with a space between; exponent is the currency's.
CREATE TABLE expense (
  n              INTEGER PRIMARY KEY AUTOINCREMENT,
  id             TEXT NOT NULL UNIQUE,
  owner          INTEGER NOT NULL REFERENCES person,
  is_mine        INTEGER NOT NULL,
  merchant       TEXT NOT NULL,
  minor          INTEGER NOT NULL,
  currency       TEXT NOT NULL,
  exponent       INTEGER NOT NULL,
  day            INTEGER NOT NULL,
  category       INTEGER NOT NULL,
  note           TEXT NOT NULL,
  proofs         TEXT NOT NULL,
  proof_version  INTEGER NOT NULL,
  proof_digest   TEXT NOT NULL,
  reuploads_left INTEGER NOT NULL,
  state          INTEGER NOT NULL,
  revision       INTEGER NOT NULL,
  created_at     TEXT NOT NULL,
  updated_at     TEXT NOT NULL,
  delivery       INTEGER NOT NULL DEFAULT 0,
  deleted_at     INTEGER NOT NULL DEFAULT 0,
  stamp          INTEGER NOT NULL DEFAULT 0,
  scope          INTEGER NOT NULL,
  rank           INTEGER NOT NULL
) STRICT;

-- Each covers one way of listing, in its order.
CREATE INDEX expense_list        ON expense (scope, rank, n, state, stamp);
CREATE INDEX expense_of_state    ON expense (scope, state, rank, n, stamp);
CREATE INDEX expense_of_category ON expense (scope, category, rank, n, state, stamp);
CREATE INDEX expense_same        ON expense (day, minor) WHERE is_mine AND deleted_at = 0;
CREATE INDEX expense_deleted     ON expense (deleted_at) WHERE deleted_at > 0;

-- role: 1 the row before an outbox entry (ref: the entry), 2 the company's version of a row with a
-- conflict (ref: expense.n), 3 what an outbox entry carries (ref: the entry).
CREATE TABLE expense_copy (
  role           INTEGER NOT NULL,
  ref            INTEGER NOT NULL,
  id             TEXT NOT NULL,
  owner          INTEGER NOT NULL REFERENCES person,
  is_mine        INTEGER NOT NULL,
  merchant       TEXT NOT NULL,
  minor          INTEGER NOT NULL,
  currency       TEXT NOT NULL,
  exponent       INTEGER NOT NULL,
  day            INTEGER NOT NULL,
  category       INTEGER NOT NULL,
  note           TEXT NOT NULL,
  proofs         TEXT NOT NULL,
  proof_version  INTEGER NOT NULL,
  proof_digest   TEXT NOT NULL,
  reuploads_left INTEGER NOT NULL,
  state          INTEGER NOT NULL,
  revision       INTEGER NOT NULL,
  created_at     TEXT NOT NULL,
  updated_at     TEXT NOT NULL,
  PRIMARY KEY (role, ref)
) STRICT, WITHOUT ROWID;

-- Words to search by: case and accents do not matter, and two letters are enough. Amounts read "12 50".
CREATE VIRTUAL TABLE expense_text USING fts5 (
  merchant, note, amount,
  content = '', contentless_delete = 1, detail = full,
  tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);

CREATE TRIGGER expense_text_insert AFTER INSERT ON expense
BEGIN
  INSERT INTO expense_text (rowid, merchant, note, amount)
  VALUES (new.n, new.merchant, new.note,
          CASE new.exponent WHEN 0 THEN new.minor
                            WHEN 3 THEN printf('%d %03d', new.minor / 1000, abs(new.minor % 1000))
                            ELSE printf('%d %02d', new.minor / 100, abs(new.minor % 100)) END);
END;

CREATE TRIGGER expense_text_update AFTER UPDATE OF merchant, note, minor, exponent ON expense
WHEN new.merchant IS NOT old.merchant OR new.note IS NOT old.note OR new.minor IS NOT old.minor
  OR new.exponent IS NOT old.exponent
BEGIN
  DELETE FROM expense_text WHERE rowid = old.n;
  INSERT INTO expense_text (rowid, merchant, note, amount)
  VALUES (new.n, new.merchant, new.note,
          CASE new.exponent WHEN 0 THEN new.minor
                            WHEN 3 THEN printf('%d %03d', new.minor / 1000, abs(new.minor % 1000))
                            ELSE printf('%d %02d', new.minor / 100, abs(new.minor % 100)) END);
END;

CREATE TRIGGER expense_text_delete AFTER DELETE ON expense
BEGIN
  DELETE FROM expense_text WHERE rowid = old.n;
END;

-- Sums and counts of each month, kept by the writes themselves.
CREATE TABLE month_sum (
  scope    INTEGER NOT NULL,
  month    INTEGER NOT NULL,
  state    INTEGER NOT NULL,
  category INTEGER NOT NULL,
  currency TEXT NOT NULL,
  minor    INTEGER NOT NULL,
  n_rows   INTEGER NOT NULL,
  PRIMARY KEY (scope, month, state, category, currency)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER month_sum_insert AFTER INSERT ON expense
BEGIN
  INSERT INTO month_sum (scope, month, state, category, currency, minor, n_rows)
  VALUES (new.scope, new.day / 100, new.state, new.category, new.currency, new.minor, 1)
  ON CONFLICT DO UPDATE SET minor = minor + excluded.minor, n_rows = n_rows + 1;
END;

CREATE TRIGGER month_sum_update
AFTER UPDATE OF day, state, category, currency, minor, is_mine, deleted_at ON expense
BEGIN
  UPDATE month_sum SET minor = minor - old.minor, n_rows = n_rows - 1
   WHERE scope = old.scope AND month = old.day / 100 AND state = old.state
     AND category = old.category AND currency = old.currency;
  INSERT INTO month_sum (scope, month, state, category, currency, minor, n_rows)
  VALUES (new.scope, new.day / 100, new.state, new.category, new.currency, new.minor, 1)
  ON CONFLICT DO UPDATE SET minor = minor + excluded.minor, n_rows = n_rows + 1;
END;

CREATE TRIGGER month_sum_delete AFTER DELETE ON expense
BEGIN
  UPDATE month_sum SET minor = minor - old.minor, n_rows = n_rows - 1
   WHERE scope = old.scope AND month = old.day / 100 AND state = old.state
     AND category = old.category AND currency = old.currency;
END;

-- Merchants of one's own expenses. folded is without case and accents, to be completed by.
CREATE TABLE merchant (
  name     TEXT NOT NULL PRIMARY KEY,
  folded   TEXT NOT NULL,
  n_used   INTEGER NOT NULL DEFAULT 0,
  category INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE INDEX merchant_folded ON merchant (folded);

CREATE TRIGGER merchant_insert AFTER INSERT ON expense
WHEN new.is_mine AND new.deleted_at = 0
BEGIN
  UPDATE merchant SET n_used = n_used + 1 WHERE name = new.merchant;
END;

CREATE TRIGGER merchant_update AFTER UPDATE OF merchant, is_mine, deleted_at ON expense
BEGIN
  UPDATE merchant SET n_used = n_used - 1
   WHERE name = old.merchant AND old.is_mine AND old.deleted_at = 0;
  UPDATE merchant SET n_used = n_used + 1
   WHERE name = new.merchant AND new.is_mine AND new.deleted_at = 0;
END;

CREATE TRIGGER merchant_delete AFTER DELETE ON expense
WHEN old.is_mine AND old.deleted_at = 0
BEGIN
  UPDATE merchant SET n_used = n_used - 1 WHERE name = old.merchant;
END;

-- Which expense has named which file; is_current is 0 where it no longer does.
CREATE TABLE proof_use (
  sha256     TEXT NOT NULL,
  expense    INTEGER NOT NULL REFERENCES expense ON DELETE CASCADE,
  is_current INTEGER NOT NULL,
  PRIMARY KEY (sha256, expense)
) STRICT, WITHOUT ROWID;

CREATE INDEX proof_use_of_expense ON proof_use (expense);

-- Pairs that look alike and are two expenses all the same: the person said so. expense is an id, as the
-- other one may be told of a draft that is not saved yet.
CREATE TABLE honest_twin (
  expense TEXT NOT NULL,
  other   INTEGER NOT NULL REFERENCES expense ON DELETE CASCADE,
  PRIMARY KEY (expense, other)
) STRICT, WITHOUT ROWID;

CREATE INDEX honest_twin_other ON honest_twin (other);

-- Files that the company has.
CREATE TABLE delivered_proof (
  sha256 TEXT NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- The files of each version that was submitted.
CREATE TABLE proof_version (
  expense INTEGER NOT NULL REFERENCES expense ON DELETE CASCADE,
  version INTEGER NOT NULL,
  digest  TEXT NOT NULL,
  proofs  TEXT NOT NULL,
  PRIMARY KEY (expense, version)
) STRICT, WITHOUT ROWID;

-- entry is 0 for the company's word; else the outbox entry this was shown ahead for.
CREATE TABLE event (
  expense      INTEGER NOT NULL REFERENCES expense ON DELETE CASCADE,
  entry        INTEGER NOT NULL,
  seq          INTEGER NOT NULL,
  at           TEXT NOT NULL,
  actor_id     TEXT NOT NULL,
  actor_name   TEXT NOT NULL,
  action       INTEGER NOT NULL,
  from_state   INTEGER NOT NULL,
  to_state     INTEGER NOT NULL,
  reason       TEXT NOT NULL,
  revision     INTEGER NOT NULL,
  proof_digest TEXT NOT NULL,
  PRIMARY KEY (expense, entry, seq)
) STRICT, WITHOUT ROWID;

-- kind as OutlayOutboxKind; not_before in microseconds of Unix time; last_error -1 for none.
CREATE TABLE outbox (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  kind            INTEGER NOT NULL,
  expense         TEXT NOT NULL,
  sha256          TEXT NOT NULL DEFAULT '',
  action          INTEGER NOT NULL DEFAULT 0,
  revision        INTEGER NOT NULL DEFAULT 0,
  proof_digest    TEXT NOT NULL DEFAULT '',
  reason          TEXT NOT NULL DEFAULT '',
  idempotency_key TEXT NOT NULL,
  created_at      TEXT NOT NULL,
  not_before      INTEGER NOT NULL DEFAULT 0,
  attempts        INTEGER NOT NULL DEFAULT 0,
  is_sending      INTEGER NOT NULL DEFAULT 0,
  is_uncertain    INTEGER NOT NULL DEFAULT 0,
  is_stuck        INTEGER NOT NULL DEFAULT 0,
  last_error      INTEGER NOT NULL DEFAULT -1,
  last_message    TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX outbox_of_expense ON outbox (expense, id);
CREATE UNIQUE INDEX outbox_proof ON outbox (sha256) WHERE kind = 0;

-- An entry goes only when nothing that it needs is left.
CREATE TABLE outbox_need (
  entry INTEGER NOT NULL REFERENCES outbox ON DELETE CASCADE,
  needs INTEGER NOT NULL REFERENCES outbox ON DELETE CASCADE,
  PRIMARY KEY (entry, needs)
) STRICT, WITHOUT ROWID;

CREATE INDEX outbox_need_needs ON outbox_need (needs);

CREATE TRIGGER outbox_delete AFTER DELETE ON outbox
BEGIN
  DELETE FROM expense_copy WHERE role IN (1, 3) AND ref = old.id;
END;

-- Rows as a record has them.
CREATE VIEW expense_record AS
SELECT e.id, p.id AS owner_id, p.name AS owner_name, e.merchant, e.minor, e.currency, e.day,
       c.id AS category_id, e.note, e.proofs, e.proof_version, e.proof_digest, e.reuploads_left,
       e.state, e.revision, e.created_at, e.updated_at, e.delivery, e.n, e.stamp, e.deleted_at
  FROM expense e JOIN person p ON p.n = e.owner LEFT JOIN category c ON c.n = e.category;

CREATE VIEW expense_copy_record AS
SELECT e.role, e.ref, e.id, p.id AS owner_id, p.name AS owner_name, e.merchant, e.minor, e.currency,
       e.day, c.id AS category_id, e.note, e.proofs, e.proof_version, e.proof_digest,
       e.reuploads_left, e.state, e.revision, e.created_at, e.updated_at
  FROM expense_copy e JOIN person p ON p.n = e.owner LEFT JOIN category c ON c.n = e.category;
