-- Companies, the people in them and how they get in.
--
-- Types are those that SQLite (STRICT or not) and PostgreSQL both read: TEXT and BIGINT. Times are Unix
-- time in microseconds. Every key starts with the company, so that a cluster can shard by it; the
-- exceptions are what must be found before the company is known: its name and a person's address.

CREATE TABLE company (
  id         TEXT NOT NULL PRIMARY KEY,
  name       TEXT NOT NULL,
  name_key   TEXT NOT NULL UNIQUE, -- folded, so that no two differ in case alone
  signup     TEXT NOT NULL DEFAULT 'closed' CHECK (signup IN ('open', 'closed')),
  created_at BIGINT NOT NULL
);

CREATE TABLE person (
  company     TEXT NOT NULL REFERENCES company (id),
  id          TEXT NOT NULL,
  name        TEXT NOT NULL,
  email       TEXT NOT NULL,
  role        TEXT NOT NULL CHECK (role IN ('employee', 'reviewer', 'admin')),
  disabled_at BIGINT,
  revision    BIGINT NOT NULL DEFAULT 1,
  created_at  BIGINT NOT NULL,
  updated_at  BIGINT NOT NULL,
  PRIMARY KEY (company, id)
);

-- Who signs in with an address: unique on the whole server.
CREATE TABLE address (
  email   TEXT NOT NULL PRIMARY KEY, -- folded
  company TEXT NOT NULL,
  person  TEXT NOT NULL,
  FOREIGN KEY (company, person) REFERENCES person (company, id)
);

CREATE TABLE credential (
  company    TEXT NOT NULL,
  person     TEXT NOT NULL,
  hash       TEXT NOT NULL, -- crypt(5) over the peppered password
  changed_at BIGINT NOT NULL,
  PRIMARY KEY (company, person),
  FOREIGN KEY (company, person) REFERENCES person (company, id)
);

-- A refresh family: one sign-in on one device, and the chain of refresh tokens that followed.
CREATE TABLE session (
  company       TEXT NOT NULL,
  id            TEXT NOT NULL,
  person        TEXT NOT NULL,
  generation    BIGINT NOT NULL DEFAULT 0,
  current_hash  TEXT NOT NULL, -- SHA-256 of the token that may be used now
  previous_hash TEXT,          -- of the one before, good for a minute more
  rotated_at    BIGINT NOT NULL,
  expires_at    BIGINT NOT NULL,
  ended_at      BIGINT,
  ended_why     TEXT CHECK (ended_why IN ('logout', 'reuse', 'disabled', 'password')),
  created_at    BIGINT NOT NULL,
  PRIMARY KEY (company, id),
  FOREIGN KEY (company, person) REFERENCES person (company, id)
);
CREATE INDEX session_by_person ON session (company, person);
CREATE INDEX session_by_expiry ON session (expires_at);

-- First answers of writes that carried an Idempotency-Key, kept for a day.
CREATE TABLE idempotency (
  company     TEXT NOT NULL,
  person      TEXT NOT NULL,
  idem_key    TEXT NOT NULL,
  request     TEXT NOT NULL, -- method and path
  body_digest TEXT NOT NULL,
  status      BIGINT NOT NULL,
  headers     TEXT NOT NULL, -- "Name: value" lines
  body        TEXT NOT NULL,
  created_at  BIGINT NOT NULL,
  PRIMARY KEY (company, person, idem_key)
);
CREATE INDEX idempotency_by_time ON idempotency (created_at);

-- What an admin would want to know after a break-in.
CREATE TABLE security_event (
  company TEXT NOT NULL,
  id      TEXT NOT NULL, -- UUIDv7: in order of time
  at      BIGINT NOT NULL,
  kind    TEXT NOT NULL,
  person  TEXT,
  session TEXT,
  remote  TEXT,
  PRIMARY KEY (company, id)
);
