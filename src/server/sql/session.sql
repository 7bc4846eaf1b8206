-- name: session/add
INSERT INTO session (company, id, person, generation, current_hash, rotated_at, expires_at, created_at, client)
VALUES ($1, $2, $3, 0, $4, $5, $6, $5, $7)

-- Rotation: the one who presents the current token moves the session on, and nobody else.
-- name: session/rotate
UPDATE session
SET generation = generation + 1, previous_hash = current_hash, current_hash = $4, rotated_at = $5, expires_at = $6
WHERE company = $1 AND id = $2 AND current_hash = $3 AND ended_at IS NULL AND expires_at > $5
  AND EXISTS (SELECT 1 FROM person p WHERE p.company = session.company AND p.id = session.person AND p.disabled_at IS NULL)

-- name: session/get
SELECT s.person, s.current_hash, s.previous_hash, s.rotated_at, s.expires_at, s.ended_at, p.disabled_at, s.generation
FROM session s
JOIN person p ON p.company = s.company AND p.id = s.person
WHERE s.company = $1 AND s.id = $2

-- name: session/client
SELECT client FROM session WHERE company = $1 AND id = $2

-- name: session/confirm
SELECT p.name, p.role
FROM session s
JOIN person p ON p.company = s.company AND p.id = s.person
WHERE s.company = $1 AND s.id = $2 AND s.person = $3 AND s.ended_at IS NULL AND p.disabled_at IS NULL

-- Where one person is signed in; few enough to be sorted.
-- name: session/list
SELECT id, created_at, rotated_at, expires_at, client
FROM session
WHERE company = $1 AND person = $2 AND id < $3 AND expires_at > $4 AND ended_at IS NULL
ORDER BY id DESC
LIMIT $5

-- name: session/end
UPDATE session SET ended_at = $3, ended_why = $4 WHERE company = $1 AND id = $2 AND ended_at IS NULL
RETURNING person

-- name: session/end-all
UPDATE session SET ended_at = $3, ended_why = $4 WHERE company = $1 AND person = $2 AND ended_at IS NULL

-- name: session/purge
DELETE FROM session WHERE expires_at < $1
