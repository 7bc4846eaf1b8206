-- Invitations.

-- name: invitation/add
INSERT INTO invitation (company, id, code_hash, email, email_key, name, role, inviter, created_at,
                        sent_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9);

-- name: invitation/get
SELECT i.id, i.email, i.name, i.role, i.inviter, p.name, i.person, i.created_at, i.sent_at,
       i.accepted_at, i.revoked_at
FROM invitation i
JOIN person p ON p.company = i.company AND p.id = i.inviter
WHERE i.company = $1 AND i.id = $2;

-- name: invitation/find
SELECT i.id, i.email, i.name, i.role, i.inviter, p.name, i.person, i.created_at, i.sent_at,
       i.accepted_at, i.revoked_at
FROM invitation i
JOIN person p ON p.company = i.company AND p.id = i.inviter
WHERE i.company = $1 AND i.code_hash = $2;

-- name: invitation/list
SELECT i.id, i.email, i.name, i.role, i.inviter, p.name, i.person, i.created_at, i.sent_at,
       i.accepted_at, i.revoked_at
FROM invitation i
JOIN person p ON p.company = i.company AND p.id = i.inviter
WHERE i.company = $1 AND i.id < $2
ORDER BY i.id DESC
LIMIT $3;

-- Whether one that was sent after $3 still waits for this address.
-- name: invitation/is-pending
SELECT 1
FROM invitation
WHERE company = $1 AND email_key = $2 AND sent_at > $3 AND accepted_at IS NULL
  AND revoked_at IS NULL
LIMIT 1;

-- The one that waits for this address; it was sent after $3.
-- name: invitation/find-pending
SELECT i.id, i.email, i.name, i.role, i.inviter, p.name, i.person, i.created_at, i.sent_at,
       i.accepted_at, i.revoked_at
FROM invitation i
JOIN person p ON p.company = i.company AND p.id = i.inviter
WHERE i.company = $1 AND i.email_key = $2 AND i.sent_at > $3 AND i.accepted_at IS NULL
  AND i.revoked_at IS NULL
ORDER BY i.id DESC
LIMIT 1;

-- name: invitation/renew
UPDATE invitation SET code_hash = $3, sent_at = $4 WHERE company = $1 AND id = $2;

-- name: invitation/revoke
UPDATE invitation SET revoked_at = $3 WHERE company = $1 AND id = $2;

-- name: invitation/revoke-all
UPDATE invitation SET revoked_at = $3
WHERE company = $1 AND inviter = $2 AND accepted_at IS NULL AND revoked_at IS NULL;

-- name: invitation/accept
UPDATE invitation SET accepted_at = $3, person = $4 WHERE company = $1 AND id = $2;
