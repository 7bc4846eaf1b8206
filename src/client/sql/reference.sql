-- SPDX-License-Identifier: GPL-3.0-or-later

-- name: setting/get
SELECT value FROM setting WHERE name = $1;

-- name: setting/put
INSERT INTO setting (name, value) VALUES ($1, $2)
ON CONFLICT DO UPDATE SET value = excluded.value;

-- name: setting/remove
DELETE FROM setting WHERE name = $1;

-- name: setting/check
SELECT quick_check FROM pragma_quick_check LIMIT 1;

-- name: database/version
PRAGMA data_version;

-- name: person/keep
INSERT INTO person (id, name) VALUES ($1, $2)
ON CONFLICT (id) DO UPDATE SET name = excluded.name
 WHERE excluded.name <> '' AND excluded.name <> name
RETURNING n;

-- name: person/show-anew
UPDATE expense SET stamp = stamp + 1
 WHERE owner = (SELECT n FROM person WHERE id = $1) AND scope IN (1, 2);

-- name: category/keep
INSERT INTO category (id) VALUES ($1) ON CONFLICT DO NOTHING;

-- name: category/put
INSERT INTO category (id, name, icon, color, archived, is_known) VALUES ($1, $2, $3, $4, $5, 1)
ON CONFLICT (id) DO UPDATE SET name = excluded.name, icon = excluded.icon, color = excluded.color,
  archived = excluded.archived, is_known = 1;

-- name: person/names
SELECT id, name FROM person;

-- name: category/archive
UPDATE category SET archived = 1 WHERE id = $1;

-- name: category/list
SELECT id, name, icon, color, archived FROM category WHERE is_known ORDER BY n;

-- name: category/count
SELECT count(*) FROM category WHERE is_known;

-- name: category/replace
UPDATE expense SET category = coalesce((SELECT n FROM category WHERE id = $2), 0), stamp = stamp + 1
 WHERE category = (SELECT n FROM category WHERE id = $1);

-- name: category/remove
DELETE FROM category WHERE id = $1;

-- name: category/remove-from-merchants
UPDATE merchant SET category = coalesce((SELECT n FROM category WHERE id = $2), 0)
 WHERE category = (SELECT n FROM category WHERE id = $1);

-- name: category/remove-unused
DELETE FROM category WHERE n NOT IN (SELECT category FROM expense);

-- name: saved-filter/list
SELECT id, name, filter FROM saved_filter ORDER BY created_at, id;

-- name: saved-filter/keep
INSERT INTO saved_filter (id, name, filter, created_at) VALUES ($1, $2, $3, $4);

-- name: saved-filter/forget-name
DELETE FROM saved_filter WHERE name = $1;

-- name: saved-filter/forget
DELETE FROM saved_filter WHERE id = $1;

-- Whose expenses are here for a reviewer.
-- name: person/list-others
SELECT id, name FROM person
 WHERE n IN (SELECT DISTINCT owner FROM expense WHERE scope IN (1, 2)) ORDER BY name, id;
