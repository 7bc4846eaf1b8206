-- Single sign-on.

-- name: sso/add-attempt
INSERT INTO sso_attempt (company, id, pending, expires_at) VALUES ($1, $2, $3, $4);

-- name: sso/get-attempt
SELECT pending FROM sso_attempt WHERE company = $1 AND id = $2 AND expires_at > $3;

-- name: sso/remove-attempt
DELETE FROM sso_attempt WHERE company = $1 AND id = $2;

-- name: sso/purge-attempts
DELETE FROM sso_attempt WHERE expires_at < $1;

-- name: sso/find
SELECT person FROM sso_link WHERE company = $1 AND issuer = $2 AND subject = $3;

-- name: sso/is-linked
SELECT 1 FROM sso_link WHERE company = $1 AND issuer = $2 AND person = $3;

-- name: sso/link
INSERT INTO sso_link (company, issuer, subject, person, email, linked_at)
VALUES ($1, $2, $3, $4, $5, $6);

-- Whether somebody made their account themselves, with an address that nobody has confirmed.
-- name: sso/has-joined-alone
SELECT 1 FROM audit WHERE company = $1 AND person = $2 AND kind = 'joined' LIMIT 1;
