ALTER TABLE account ADD COLUMN email TEXT;
INSERT INTO account (id, name) VALUES (2, 'second');
INSERT INTO account (id, name) VALUES (2, 'second again');
