-- The history of expenses.

-- name: event/chain-end
SELECT seq, hash FROM event_chain WHERE company = $1;

-- name: event/move-chain-end
INSERT INTO event_chain (company, seq, hash) VALUES ($1, $2, $3)
ON CONFLICT (company) DO UPDATE SET seq = excluded.seq, hash = excluded.hash;

-- name: event/insert
INSERT INTO event (company, seq, expense, at, actor, action, from_state, to_state, reason, revision,
                   proof_digest, proofs, facts, hash)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14);

-- An admin's giving it to another category is no step of the workflow, and told by the audit.
-- name: event/list
SELECT v.seq, v.at, v.actor, p.name, v.action, v.from_state, v.to_state, v.reason, v.revision,
       v.proof_digest, v.proofs
FROM event v
JOIN person p ON p.company = v.company AND p.id = v.actor
WHERE v.company = $1 AND v.expense = $2 AND v.seq > $3 AND v.action <> 'recategorize'
ORDER BY v.seq
LIMIT $4;

-- name: event/last-of-expense
SELECT v.action, p.name, v.at
FROM event v
JOIN person p ON p.company = v.company AND p.id = v.actor
WHERE v.company = $1 AND v.expense = $2 AND v.action <> 'recategorize'
ORDER BY v.seq DESC
LIMIT 1;

-- Whether these proofs were ever submitted for this expense.
-- name: event/has-digest
SELECT 1 FROM event
WHERE company = $1 AND expense = $2 AND proof_digest = $3 AND action IN ('submit', 'resubmit')
LIMIT 1;

-- Whether these proofs were ever rejected for this expense.
-- name: event/is-rejected-digest
SELECT 1 FROM event
WHERE company = $1 AND expense = $2 AND proof_digest = $3 AND action = 'reject'
LIMIT 1;

-- name: event/companies
SELECT id FROM company ORDER BY id;

-- The whole chain of a company, in order.
-- name: event/chain
SELECT seq, expense, at, actor, action, from_state, to_state, reason, revision, proof_digest,
       proofs, facts, hash
FROM event
WHERE company = $1
ORDER BY seq;

-- name: event/hash
SELECT hash FROM event WHERE company = $1 AND seq = $2;

-- name: event/extent
SELECT count(*), coalesce(max(seq), 0) FROM event WHERE company = $1;
