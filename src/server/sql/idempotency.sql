-- name: idempotency/find
SELECT request, body_digest, status, headers, body
FROM idempotency
WHERE company = $1 AND person = $2 AND idem_key = $3

-- name: idempotency/keep
INSERT INTO idempotency (company, person, idem_key, request, body_digest, status, headers, body, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)

-- name: idempotency/purge
DELETE FROM idempotency
WHERE created_at <= (
  SELECT max(created_at)
  FROM (SELECT created_at FROM idempotency WHERE created_at < $1 ORDER BY created_at LIMIT 1000) AS old)
