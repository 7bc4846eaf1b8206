CREATE TABLE account (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
INSERT INTO account (id, name) VALUES (1, 'first');
