-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Records are always read in the same order of columns; outlay-expense-table.c reads them.

-- name: expense/get
SELECT id, owner_id, owner_name, merchant, minor, currency, day, category_id, note, proofs,
       proof_version, proof_digest, reuploads_left, state, revision, created_at, updated_at, delivery, n, stamp,
       home_minor, home_currency, rate, rate_day
  FROM expense_record WHERE id = $1 AND deleted_at = 0;

-- name: expense/get-row
SELECT id, owner_id, owner_name, merchant, minor, currency, day, category_id, note, proofs,
       proof_version, proof_digest, reuploads_left, state, revision, created_at, updated_at, delivery, n, stamp,
       home_minor, home_currency, rate, rate_day
  FROM expense_record WHERE n = $1;

-- Of a database that was damaged before 002-reports.sql.
-- name: expense/get-row-without-rate
SELECT id, owner_id, owner_name, merchant, minor, currency, day, category_id, note, proofs,
       proof_version, proof_digest, reuploads_left, state, revision, created_at, updated_at, delivery, n, stamp,
       NULL, NULL, NULL, NULL
  FROM expense_record WHERE n = $1;

-- name: expense/get-copy
SELECT id, owner_id, owner_name, merchant, minor, currency, day, category_id, note, proofs,
       proof_version, proof_digest, reuploads_left, state, revision, created_at, updated_at, 0, ref, 0,
       home_minor, home_currency, rate, rate_day
  FROM expense_copy_record WHERE role = $1 AND ref = $2;

-- name: expense/find-same-day
SELECT id, owner_id, owner_name, merchant, minor, currency, day, category_id, note, proofs,
       proof_version, proof_digest, reuploads_left, state, revision, created_at, updated_at, delivery, n, stamp,
       home_minor, home_currency, rate, rate_day
  FROM expense_record
 WHERE n IN (SELECT n FROM expense
              WHERE is_mine AND deleted_at = 0 AND day = $1 AND minor = $2 AND currency = $3
                AND merchant = $4 COLLATE NOCASE AND id <> $5
                AND n NOT IN (SELECT other FROM honest_twin WHERE expense = $5)
                AND id NOT IN (SELECT t.expense FROM honest_twin t JOIN expense o ON o.n = t.other WHERE o.id = $5))
 LIMIT 1;

-- name: expense/find-same-proof
SELECT id, owner_id, owner_name, merchant, minor, currency, day, category_id, note, proofs,
       proof_version, proof_digest, reuploads_left, state, revision, created_at, updated_at, delivery, n, stamp,
       home_minor, home_currency, rate, rate_day
  FROM expense_record
 WHERE n IN (SELECT u.expense FROM proof_use u JOIN expense e ON e.n = u.expense
              WHERE u.sha256 = $1 AND u.is_current AND e.is_mine AND e.deleted_at = 0 AND e.id <> $2
                AND e.n NOT IN (SELECT other FROM honest_twin WHERE expense = $2)
                AND e.id NOT IN (SELECT t.expense FROM honest_twin t JOIN expense o ON o.n = t.other WHERE o.id = $2))
 LIMIT 1;

-- Whosever it is: one receipt is paid once.
-- name: expense/find-other-with-proof
SELECT id, owner_id, owner_name, merchant, minor, currency, day, category_id, note, proofs,
       proof_version, proof_digest, reuploads_left, state, revision, created_at, updated_at, delivery, n, stamp,
       home_minor, home_currency, rate, rate_day
  FROM expense_record
 WHERE n IN (SELECT u.expense FROM proof_use u JOIN expense e ON e.n = u.expense
              WHERE u.sha256 = $1 AND u.is_current AND e.scope <> 3 AND e.id <> $2)
 LIMIT 1;

-- Those that wait are few; among the decided ones rank is the day.
-- name: expense/find-other-of-owner
SELECT id, owner_id, owner_name, merchant, minor, currency, day, category_id, note, proofs,
       proof_version, proof_digest, reuploads_left, state, revision, created_at, updated_at, delivery, n, stamp,
       home_minor, home_currency, rate, rate_day
  FROM expense_record
 WHERE n IN (SELECT o.n FROM expense o JOIN expense e ON e.id = $1
              WHERE o.scope IN (1, 2) AND (o.scope = 1 OR o.rank = e.day) AND o.day = e.day
                AND o.owner = e.owner AND o.minor = e.minor AND o.currency = e.currency
                AND o.merchant = e.merchant COLLATE NOCASE AND o.id <> e.id)
 LIMIT 1;

-- name: expense/number
SELECT n, is_mine, deleted_at FROM expense WHERE id = $1;

-- name: expense/put
INSERT INTO expense (id, owner, is_mine, merchant, minor, currency, exponent, day, category, note, proofs,
                     proof_version, proof_digest, reuploads_left, state, revision, created_at, updated_at,
                     home_minor, home_currency, rate, rate_day, scope, rank)
VALUES ($1, (SELECT n FROM person WHERE id = $2), $3, $4, $5, $6, $7, $8,
        coalesce((SELECT n FROM category WHERE id = $9), 0), $10, $11, $12, $13, $14, $15, $16, $17, $18,
        CASE WHEN $20 IS NULL THEN NULL ELSE $19 END, $20, $21, nullif($22, 0),
        CASE WHEN $3 THEN 0 WHEN $15 = 1 THEN 1 WHEN $15 = 0 THEN 3 ELSE 2 END,
        CASE WHEN $3 OR $15 <> 1 THEN $8
             ELSE -coalesce(CAST(unixepoch($18, 'subsec') * 1000 AS INTEGER), 0) END)
ON CONFLICT (id) DO UPDATE SET
  owner = excluded.owner, is_mine = excluded.is_mine, merchant = excluded.merchant,
  minor = excluded.minor, currency = excluded.currency, exponent = excluded.exponent,
  day = excluded.day, category = excluded.category, note = excluded.note, proofs = excluded.proofs,
  proof_version = excluded.proof_version, proof_digest = excluded.proof_digest,
  reuploads_left = excluded.reuploads_left, state = excluded.state, revision = excluded.revision,
  created_at = excluded.created_at, updated_at = excluded.updated_at, deleted_at = 0,
  home_minor = excluded.home_minor, home_currency = excluded.home_currency, rate = excluded.rate,
  rate_day = excluded.rate_day,
  scope = excluded.scope, rank = excluded.rank, stamp = stamp + 1
RETURNING n;

-- name: expense/put-copy
INSERT OR REPLACE INTO expense_copy
       (id, owner, is_mine, merchant, minor, currency, exponent, day, category, note, proofs,
        proof_version, proof_digest, reuploads_left, state, revision, created_at, updated_at,
        home_minor, home_currency, rate, rate_day, role, ref)
VALUES ($1, (SELECT n FROM person WHERE id = $2), $3, $4, $5, $6, $7, $8,
        coalesce((SELECT n FROM category WHERE id = $9), 0), $10, $11, $12, $13, $14, $15, $16, $17, $18,
        CASE WHEN $20 IS NULL THEN NULL ELSE $19 END, $20, $21, nullif($22, 0), $23, $24);

-- name: expense/keep-copy
INSERT OR REPLACE INTO expense_copy
       (role, ref, id, owner, is_mine, merchant, minor, currency, exponent, day, category, note, proofs,
        proof_version, proof_digest, reuploads_left, state, revision, created_at, updated_at,
        home_minor, home_currency, rate, rate_day)
SELECT $1, $2, id, owner, is_mine, merchant, minor, currency, exponent, day, category, note, proofs,
       proof_version, proof_digest, reuploads_left, state, revision, created_at, updated_at,
       home_minor, home_currency, rate, rate_day
  FROM expense WHERE id = $3;

-- name: expense/restore-copy
UPDATE expense
   SET (owner, is_mine, merchant, minor, currency, exponent, day, category, note, proofs, proof_version,
        proof_digest, reuploads_left, state, revision, created_at, updated_at, home_minor, home_currency,
        rate, rate_day, deleted_at, stamp, scope, rank) =
       (SELECT c.owner, c.is_mine, c.merchant, c.minor, c.currency, c.exponent, c.day, c.category, c.note,
               c.proofs, c.proof_version, c.proof_digest, c.reuploads_left, c.state, c.revision,
               c.created_at, c.updated_at, c.home_minor, c.home_currency, c.rate, c.rate_day, 0,
               expense.stamp + 1,
               CASE WHEN c.is_mine THEN 0 WHEN c.state = 1 THEN 1 WHEN c.state = 0 THEN 3 ELSE 2 END,
               CASE WHEN c.is_mine OR c.state <> 1 THEN c.day
                    ELSE -coalesce(CAST(unixepoch(c.updated_at, 'subsec') * 1000 AS INTEGER), 0) END
          FROM expense_copy c WHERE c.role = $1 AND c.ref = $2)
 WHERE id = (SELECT c.id FROM expense_copy c WHERE c.role = $1 AND c.ref = $2);

-- name: expense/remove-copy
DELETE FROM expense_copy WHERE role = $1 AND ref = $2;

-- name: expense/set-revision
UPDATE expense SET revision = $2, created_at = $3, stamp = stamp + 1 WHERE id = $1;

-- name: expense/set-revision-of-copies
UPDATE expense_copy SET revision = $2, created_at = $3
 WHERE role = 1 AND ref IN (SELECT id FROM outbox WHERE expense = $1);

-- name: expense/mark-deleted
UPDATE expense SET deleted_at = $2, scope = 3, stamp = stamp + 1 WHERE id = $1;

-- name: expense/remove
DELETE FROM expense WHERE id = $1;

-- name: expense/purge
DELETE FROM expense
 WHERE deleted_at > 0 AND deleted_at < $1 AND id NOT IN (SELECT expense FROM outbox);

-- What others' was decided long ago is looked up at the company.
-- name: expense/purge-decided
DELETE FROM expense
 WHERE scope = 2 AND updated_at < $1 AND id NOT IN (SELECT expense FROM outbox);

-- What waits decides how far a row is from the company's.
-- name: expense/settle-delivery
UPDATE expense
   SET delivery = (SELECT CASE WHEN count(*) = 0 THEN 0
                               WHEN max(is_stuck AND last_error = $2) THEN 3
                               WHEN max(is_stuck) THEN 2 ELSE 1 END
                     FROM outbox WHERE expense = $1),
       stamp = stamp + 1
 WHERE id = $1;

-- name: expense/keys
SELECT rank, n, stamp FROM expense
 WHERE scope = $1 AND (1 << state) & $2 AND rank BETWEEN $3 AND $4
 ORDER BY rank DESC, n DESC;

-- name: expense/keys-of-state
SELECT rank, n, stamp FROM expense
 WHERE scope = $1 AND state = $2 AND rank BETWEEN $3 AND $4
 ORDER BY rank DESC, n DESC;

-- name: expense/keys-of-category
SELECT rank, n, stamp FROM expense
 WHERE scope = $1 AND (1 << state) & $2 AND rank BETWEEN $3 AND $4
   AND category = coalesce((SELECT n FROM category WHERE id = $5), iif($5 = '', 0, -1))
 ORDER BY rank DESC, n DESC;

-- One's own by whatever the index of facts has: nothing but that is read.
-- name: expense/keys-of-facts
SELECT day, n, stamp FROM expense INDEXED BY expense_fact
 WHERE scope = 0 AND (1 << state) & $1 AND day BETWEEN $2 AND $3
   AND ($4 IS NULL OR category = coalesce((SELECT n FROM category WHERE id = $4), iif($4 = '', 0, -1)))
   AND ($5 IS NULL OR currency = $5 AND ($6 = 0 OR minor >= $6) AND ($7 = 0 OR minor <= $7))
   AND ($8 IS NULL OR currency = $8 OR home_currency = $8)
   AND ($9 IS NULL OR currency <> $9 AND home_currency IS NOT $9)
   AND ($10 IS NULL OR merchant = $10)
 ORDER BY day DESC, n DESC;

-- Row by row; $13 is 1 for an order by day where the scope's is another.
-- name: expense/keys-of-rows
SELECT iif($13, day, rank), n, stamp FROM expense
 WHERE scope = $12 AND (1 << state) & $1 AND day BETWEEN $2 AND $3
   AND ($4 IS NULL OR category = coalesce((SELECT n FROM category WHERE id = $4), iif($4 = '', 0, -1)))
   AND ($5 IS NULL OR currency = $5 AND ($6 = 0 OR minor >= $6) AND ($7 = 0 OR minor <= $7))
   AND ($8 IS NULL OR currency = $8 OR home_currency = $8)
   AND ($9 IS NULL OR currency <> $9 AND home_currency IS NOT $9)
   AND ($10 IS NULL OR merchant = $10)
   AND ($11 IS NULL OR owner = (SELECT n FROM person WHERE id = $11))
 ORDER BY rank DESC, n DESC;

-- name: expense/keys-of-owner
SELECT iif($13, day, rank), n, stamp FROM expense
 WHERE is_mine = 0 AND owner = (SELECT n FROM person WHERE id = $11) AND scope = $12
   AND (1 << state) & $1 AND day BETWEEN $2 AND $3
   AND ($4 IS NULL OR category = coalesce((SELECT n FROM category WHERE id = $4), iif($4 = '', 0, -1)))
   AND ($5 IS NULL OR currency = $5 AND ($6 = 0 OR minor >= $6) AND ($7 = 0 OR minor <= $7))
   AND ($8 IS NULL OR currency = $8 OR home_currency = $8)
   AND ($9 IS NULL OR currency <> $9 AND home_currency IS NOT $9)
   AND ($10 IS NULL OR merchant = $10)
 ORDER BY day DESC, n DESC;

-- name: expense/key
SELECT iif($13, day, rank), n, stamp FROM expense
 WHERE n = $14 AND iif($12 = 3, scope IN (1, 2), scope = $12)
   AND (1 << state) & $1 AND day BETWEEN $2 AND $3
   AND ($4 IS NULL OR category = coalesce((SELECT n FROM category WHERE id = $4), iif($4 = '', 0, -1)))
   AND ($5 IS NULL OR currency = $5 AND ($6 = 0 OR minor >= $6) AND ($7 = 0 OR minor <= $7))
   AND ($8 IS NULL OR currency = $8 OR home_currency = $8)
   AND ($9 IS NULL OR currency <> $9 AND home_currency IS NOT $9)
   AND ($10 IS NULL OR merchant = $10)
   AND ($11 IS NULL OR owner = (SELECT n FROM person WHERE id = $11));

-- name: expense/numbers-of-category
SELECT n FROM expense WHERE scope = $1 AND category = (SELECT n FROM category WHERE id = $2);

-- name: expense/numbers-of-owner
SELECT n FROM expense WHERE is_mine = 0 AND owner = (SELECT n FROM person WHERE id = $1);

-- name: expense/text-matches
SELECT rowid FROM expense_text WHERE expense_text MATCH $1 ORDER BY rowid DESC;

-- What a row counts for in a sum: in $2, converted or not, where that is given.
-- name: expense/amount
SELECT iif($2 IS NULL OR currency = $2, minor, home_minor), coalesce($2, currency)
  FROM expense WHERE n = $1;

-- name: expense/max-number
SELECT coalesce(max(n), 0) FROM expense;

-- name: expense/sum-of-month
SELECT sum(minor), currency FROM month_sum
 WHERE scope = $1 AND month BETWEEN $3 AND $4 AND n_rows > 0 AND (1 << state) & $2
   AND ($5 IS NULL OR category = coalesce((SELECT n FROM category WHERE id = $5), iif($5 = '', 0, -1)))
   AND currency NOT LIKE '=%'
 GROUP BY currency;

-- name: expense/sum-of-facts
SELECT sum(iif($8 IS NULL OR currency = $8, minor, home_minor)), coalesce($8, currency)
  FROM expense INDEXED BY expense_fact
 WHERE scope = 0 AND (1 << state) & $1 AND day BETWEEN $2 AND $3
   AND ($4 IS NULL OR category = coalesce((SELECT n FROM category WHERE id = $4), iif($4 = '', 0, -1)))
   AND ($5 IS NULL OR currency = $5 AND ($6 = 0 OR minor >= $6) AND ($7 = 0 OR minor <= $7))
   AND ($8 IS NULL OR currency = $8 OR home_currency = $8)
   AND ($9 IS NULL OR currency <> $9 AND home_currency IS NOT $9)
   AND ($10 IS NULL OR merchant = $10)
 GROUP BY 2;

-- name: expense/count-waiting
SELECT coalesce(sum(n_rows), 0) FROM month_sum WHERE scope = 1 AND currency NOT LIKE '=%';

-- name: expense/set-owner
UPDATE expense SET owner = (SELECT n FROM person WHERE id = $1), stamp = stamp + 1 WHERE is_mine;

-- name: expense/not-at-company
SELECT id FROM expense
 WHERE is_mine AND deleted_at = 0 AND revision = 0
   AND NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.expense = expense.id AND outbox.kind = 1)
 ORDER BY n;

-- name: twin/dismiss
INSERT INTO honest_twin (expense, other)
SELECT a.id, b.n FROM (SELECT $1 AS id) a JOIN expense b ON b.id = $2
 WHERE true
ON CONFLICT DO NOTHING;

-- name: merchant/keep
INSERT INTO merchant (name, folded, category)
VALUES ($1, $2, coalesce((SELECT n FROM category WHERE id = $3), 0))
ON CONFLICT (name) DO UPDATE SET category = excluded.category WHERE excluded.category <> 0;

-- name: merchant/complete
SELECT name FROM merchant
 WHERE n_used > 0 AND (folded LIKE $1 || '%' ESCAPE '\' OR folded LIKE '%' || $1 || '%' ESCAPE '\')
 ORDER BY folded LIKE $1 || '%' ESCAPE '\' DESC, n_used DESC, name LIMIT $2;

-- name: merchant/usual-category
SELECT c.id FROM merchant m JOIN category c ON c.n = m.category
 WHERE m.folded = $1 AND c.archived = 0 ORDER BY m.n_used DESC LIMIT 1;

-- name: proof/forget
UPDATE proof_use SET is_current = 0 WHERE expense = $1 AND is_current;

-- name: proof/use
INSERT INTO proof_use (sha256, expense, is_current) VALUES ($1, $2, 1)
ON CONFLICT DO UPDATE SET is_current = 1;

-- name: proof/is-delivered
SELECT 1 FROM delivered_proof WHERE sha256 = $1;

-- name: proof/set-delivered
INSERT INTO delivered_proof (sha256) VALUES ($1) ON CONFLICT DO NOTHING;

-- name: proof/is-used
SELECT 1 FROM proof_use WHERE sha256 = $1 LIMIT 1;

-- name: proof-version/put
INSERT INTO proof_version (expense, version, digest, proofs)
VALUES ((SELECT n FROM expense WHERE id = $1), $2, $3, $4)
ON CONFLICT DO UPDATE SET digest = excluded.digest, proofs = excluded.proofs;

-- name: proof-version/put-first
INSERT INTO proof_version (expense, version, digest, proofs)
VALUES ((SELECT n FROM expense WHERE id = $1), $2, $3, $4)
ON CONFLICT DO NOTHING;

-- name: proof-version/get
SELECT v.proofs FROM proof_version v JOIN expense e ON e.n = v.expense
 WHERE e.id = $1 AND v.digest = $2;

-- name: event/list
SELECT v.seq, v.at, v.actor_id, v.actor_name, v.action, v.from_state, v.to_state, v.reason, v.revision,
       v.proof_digest
  FROM event v JOIN expense e ON e.n = v.expense
 WHERE e.id = $1 ORDER BY v.entry, v.seq;

-- name: event/put
INSERT INTO event (expense, entry, seq, at, actor_id, actor_name, action, from_state, to_state, reason,
                   revision, proof_digest)
SELECT e.n, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12 FROM expense e WHERE e.id = $1
 ON CONFLICT DO NOTHING;

-- name: event/remove-known
DELETE FROM event
 WHERE expense = (SELECT n FROM expense WHERE id = $1)
   AND (entry = 0 OR entry NOT IN (SELECT id FROM outbox));

-- name: event/remove-ahead-from
DELETE FROM event WHERE entry >= $2 AND expense = (SELECT n FROM expense WHERE id = $1);

-- name: proof-version/remove-from
DELETE FROM proof_version WHERE expense = (SELECT n FROM expense WHERE id = $1) AND version >= $2;

-- name: proof-version/has-digest
SELECT 1 FROM proof_version v JOIN expense e ON e.n = v.expense
 WHERE e.id = $1 AND v.digest = $2 AND v.version < $3;

-- name: expense/bring-back
UPDATE expense SET deleted_at = 0, scope = 0, stamp = stamp + 1 WHERE n = $1 AND deleted_at > 0 AND is_mine;

-- Rows that are nowhere else: the company does not have them, or not as they are.
-- name: expense/is-only-here
SELECT is_mine AND deleted_at = 0 AND (revision = 0 OR delivery <> 0) FROM expense WHERE n = $1;

-- name: expense/last-number
SELECT seq FROM sqlite_sequence WHERE name = 'expense';
