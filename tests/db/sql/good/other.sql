-- name: other/text
SELECT '-- name: is/no-mark' AS inside, 'a;b' AS semicolon;

-- name: other/text @postgresql
SELECT 'text of its own';
