-- name: browser/add
INSERT INTO browser (company, id, person, token_hash, expires_at, created_at)
VALUES ($1, $2, $3, $4, $5, $6)

-- name: browser/get
SELECT b.person
FROM browser b
JOIN person p ON p.company = b.company AND p.id = b.person
WHERE b.company = $1 AND b.id = $2 AND b.token_hash = $3 AND b.expires_at > $4 AND b.ended_at IS NULL
  AND p.disabled_at IS NULL

-- name: browser/end
UPDATE browser SET ended_at = $4 WHERE company = $1 AND id = $2 AND token_hash = $3 AND ended_at IS NULL

-- name: browser/end-all
UPDATE browser SET ended_at = $3 WHERE company = $1 AND person = $2 AND ended_at IS NULL

-- name: browser/purge
DELETE FROM browser WHERE expires_at < $1

-- name: code/add
INSERT INTO authorization_code (company, id, person, token_hash, client, redirect_uri, challenge, expires_at, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)

-- name: code/get
SELECT c.person, c.client, c.redirect_uri, c.challenge, c.session, c.expires_at, p.disabled_at
FROM authorization_code c
JOIN person p ON p.company = c.company AND p.id = c.person
WHERE c.company = $1 AND c.id = $2 AND c.token_hash = $3

-- name: code/spend
UPDATE authorization_code SET session = $3 WHERE company = $1 AND id = $2 AND session IS NULL

-- name: code/end-all
UPDATE authorization_code SET expires_at = created_at WHERE company = $1 AND person = $2

-- name: code/purge
DELETE FROM authorization_code WHERE expires_at < $1
