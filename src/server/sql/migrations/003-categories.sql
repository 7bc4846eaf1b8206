-- What a company sorts its expenses by.

CREATE TABLE category (
  company  TEXT NOT NULL REFERENCES company (id),
  id       TEXT NOT NULL, -- UUIDv7: in the order they were made
  name     TEXT NOT NULL,
  name_key TEXT NOT NULL, -- folded, so that no two differ in case alone
  icon     TEXT NOT NULL,
  color    TEXT NOT NULL,
  archived BIGINT NOT NULL DEFAULT 0,
  used     BIGINT NOT NULL DEFAULT 0, -- 1 once an expense has named it: such a row stays
  revision BIGINT NOT NULL DEFAULT 1,
  PRIMARY KEY (company, id),
  UNIQUE (company, name_key)
);
