-- name: person/add
INSERT INTO person (company, id, name, email, role, revision, created_at, updated_at)
VALUES ($1, $2, $3, $4, $5, 1, $6, $6)

-- name: person/get
SELECT p.id, p.name, p.email, p.role, p.disabled_at, p.revision, p.created_at, c.id, c.name,
       p.department
FROM person p
JOIN company c ON c.id = p.company
WHERE p.company = $1 AND p.id = $2

-- name: person/name
SELECT name FROM person WHERE company = $1 AND id = $2

-- name: person/list
SELECT p.id, p.name, p.email, p.role, p.disabled_at, p.revision, p.created_at, c.id, c.name,
       p.department
FROM person p
JOIN company c ON c.id = p.company
WHERE p.company = $1 AND p.id > $2
ORDER BY p.id
LIMIT $3

-- name: person/update
UPDATE person
SET name = $3, role = $4, disabled_at = $5, revision = revision + 1, updated_at = $6,
    department = $7
WHERE company = $1 AND id = $2

-- name: person/of-department
SELECT id FROM person WHERE company = $1 AND department = $2

-- Of everybody who is in one.
-- name: person/departments
SELECT id, department FROM person WHERE company = $1 AND department IS NOT NULL

-- name: person/without-department
SELECT id FROM person WHERE company = $1 AND department IS NULL

-- name: person/count-other-admins
SELECT count(*)
FROM person
WHERE company = $1 AND id <> $2 AND role = 'admin' AND disabled_at IS NULL

-- name: address/add
INSERT INTO address (email, company, person) VALUES ($1, $2, $3) ON CONFLICT (email) DO NOTHING

-- name: address/find
SELECT a.company, a.person, c.hash, p.disabled_at
FROM address a
JOIN person p ON p.company = a.company AND p.id = a.person
LEFT JOIN credential c ON c.company = a.company AND c.person = a.person
WHERE a.email = $1

-- name: credential/set
INSERT INTO credential (company, person, hash, changed_at)
VALUES ($1, $2, $3, $4)
ON CONFLICT (company, person) DO UPDATE SET hash = excluded.hash, changed_at = excluded.changed_at

-- name: credential/remove
DELETE FROM credential WHERE company = $1 AND person = $2
