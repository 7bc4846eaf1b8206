-- What a company asks of its people.

-- name: policy/get
SELECT signup, proof_rule, proof_minor, proof_currency, over_limit, currency, revision,
       updated_at
FROM policy
WHERE company = $1;

-- name: policy/limits
SELECT l.category, l.minor, l.currency
FROM policy_limit l
JOIN category c ON c.company = l.company AND c.id = l.category
WHERE l.company = $1
ORDER BY l.company, l.category, l.currency;

-- name: policy/put
INSERT INTO policy (company, signup, proof_rule, proof_minor, proof_currency, over_limit, currency,
                    revision, updated_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
ON CONFLICT (company)
DO UPDATE SET signup = excluded.signup, proof_rule = excluded.proof_rule,
  proof_minor = excluded.proof_minor, proof_currency = excluded.proof_currency,
  over_limit = excluded.over_limit, currency = excluded.currency, revision = excluded.revision,
  updated_at = excluded.updated_at;

-- The first event of a company is a submission.
-- name: policy/has-events
SELECT 1 FROM event_chain WHERE company = $1 AND seq > 0;

-- name: policy/clear-limits
DELETE FROM policy_limit WHERE company = $1;

-- name: policy/add-limit
INSERT INTO policy_limit (company, category, currency, minor) VALUES ($1, $2, $3, $4);

-- Gives one category's limits to another, where that has none in their currency.
-- name: policy/move-limits
INSERT INTO policy_limit (company, category, currency, minor)
SELECT company, CAST ($3 AS TEXT), currency, minor FROM policy_limit
WHERE company = $1 AND category = $2
ON CONFLICT (company, category, currency) DO NOTHING;

-- name: policy/delete-limits
DELETE FROM policy_limit WHERE company = $1 AND category = $2;

-- name: policy/note-change
UPDATE policy SET revision = revision + 1, updated_at = $2 WHERE company = $1;
