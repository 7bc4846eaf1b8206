-- SPDX-License-Identifier: GPL-3.0-or-later

-- name: outbox/list
SELECT o.id, o.kind, o.expense, coalesce(e.merchant, ''), o.sha256, o.action, o.created_at, o.attempts,
       o.last_error, o.last_message, o.is_stuck
  FROM outbox o LEFT JOIN expense e ON e.id = o.expense ORDER BY o.id;

-- name: outbox/get
SELECT id, kind, expense, sha256, action, revision, proof_digest, reason, idempotency_key, attempts,
       is_uncertain, is_sending, is_stuck
  FROM outbox WHERE id = $1;

-- One that only takes back what was never sent (a deletion with revision 0) holds up the rest of its
-- expense until it is due.
-- name: outbox/next
SELECT o.id, o.kind, o.expense, o.sha256, o.action, o.revision, o.proof_digest, o.reason,
       o.idempotency_key, o.attempts, o.is_uncertain
  FROM outbox o
 WHERE NOT o.is_stuck AND NOT o.is_sending AND o.not_before <= $1
   AND NOT EXISTS (SELECT 1 FROM outbox_need d WHERE d.entry = o.id)
   AND NOT EXISTS (SELECT 1 FROM outbox d
                    WHERE d.expense = o.expense AND d.kind = 2 AND d.revision = 0 AND d.id <> o.id)
 ORDER BY o.id LIMIT 1;

-- name: outbox/next-due
SELECT min(not_before) FROM outbox o
 WHERE NOT o.is_stuck AND NOT EXISTS (SELECT 1 FROM outbox_need d WHERE d.entry = o.id)
   AND NOT EXISTS (SELECT 1 FROM outbox d
                    WHERE d.expense = o.expense AND d.kind = 2 AND d.revision = 0 AND d.id <> o.id);

-- name: outbox/add
INSERT INTO outbox (kind, expense, sha256, action, revision, proof_digest, reason, idempotency_key,
                    created_at, not_before)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
RETURNING id;

-- name: outbox/need-all-of-expense
INSERT INTO outbox_need (entry, needs)
SELECT $1, id FROM outbox WHERE expense = $2 AND id <> $1 AND kind <> 0
 ON CONFLICT DO NOTHING;

-- name: outbox/need-proof
INSERT INTO outbox_need (entry, needs)
SELECT $1, id FROM outbox WHERE kind = 0 AND sha256 = $2
 ON CONFLICT DO NOTHING;

-- name: outbox/find-proof
SELECT id FROM outbox WHERE kind = 0 AND sha256 = $1;

-- The last entry of an expense, proofs aside.
-- name: outbox/last-of-expense
SELECT id, kind, is_sending, is_uncertain FROM outbox
 WHERE expense = $1 AND kind <> 0 ORDER BY id DESC LIMIT 1;

-- name: outbox/next-of-expense
SELECT id FROM outbox WHERE expense = $1 AND kind <> 0 AND id > $2 ORDER BY id LIMIT 1;

-- name: outbox/is-pending
SELECT count(*), coalesce(max(is_sending OR is_uncertain), 0) FROM outbox WHERE expense = $1 AND kind <> 0;

-- name: outbox/renew
UPDATE outbox SET idempotency_key = $2, attempts = 0, not_before = 0, is_stuck = 0, last_error = -1,
                  last_message = ''
 WHERE id = $1;

-- name: outbox/mark-sending
UPDATE outbox SET is_sending = 1, attempts = attempts + 1 WHERE id = $1;

-- name: outbox/mark-failed
UPDATE outbox SET is_sending = 0, is_uncertain = is_uncertain OR $2, not_before = $3, is_stuck = $4,
                  last_error = $5, last_message = $6
 WHERE id = $1;

-- name: outbox/mark-certain
UPDATE outbox SET is_uncertain = 0 WHERE id = $1;

-- name: outbox/release
UPDATE outbox SET is_sending = 0, is_uncertain = 1 WHERE is_sending;

-- A conflict ($2) is ended by a choice, not by trying again.
-- name: outbox/retry
UPDATE outbox SET not_before = 0, is_stuck = is_stuck AND last_error = $2 WHERE id = $1 OR id IN (SELECT needs FROM outbox_need WHERE entry = $1);

-- name: outbox/remove
DELETE FROM outbox WHERE id = $1;

-- name: outbox/remove-of-expense
DELETE FROM outbox WHERE expense = $1 AND kind <> 0 AND id >= $2;

-- Uploads that nothing needs any more.
-- name: outbox/remove-idle-proofs
DELETE FROM outbox
 WHERE kind = 0 AND NOT is_sending AND id NOT IN (SELECT needs FROM outbox_need);

-- name: outbox/needing
SELECT o.expense, min(o.id) FROM outbox_need d JOIN outbox o ON o.id = d.entry
 WHERE d.needs = $1 AND o.kind <> 0 GROUP BY o.expense;

-- name: outbox/forget-needed-proofs
DELETE FROM outbox_need WHERE entry = $1 AND needs IN (SELECT id FROM outbox WHERE kind = 0);

-- name: outbox/need-nothing
DELETE FROM outbox_need WHERE entry = $1;
