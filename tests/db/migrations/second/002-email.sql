ALTER TABLE account ADD COLUMN email TEXT;
UPDATE account SET email = 'first@example.com';
