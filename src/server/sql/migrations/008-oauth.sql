-- Signing in through a browser: who a browser belongs to, and the codes that programs are given.

-- The program that a refresh family was given to; null for the sign-in of the API itself.
ALTER TABLE session ADD COLUMN client TEXT;

-- A browser that somebody signed in with at the sign-in page.
CREATE TABLE browser (
  company    TEXT NOT NULL,
  id         TEXT NOT NULL,
  person     TEXT NOT NULL,
  token_hash TEXT NOT NULL, -- SHA-256 of its cookie
  expires_at BIGINT NOT NULL,
  ended_at   BIGINT,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (company, id),
  FOREIGN KEY (company, person) REFERENCES person (company, id)
);
CREATE INDEX browser_by_person ON browser (company, person);
CREATE INDEX browser_by_expiry ON browser (expires_at);

-- Authorization codes, kept for a day so that a second use is noticed.
CREATE TABLE authorization_code (
  company      TEXT NOT NULL,
  id           TEXT NOT NULL,
  person       TEXT NOT NULL,
  token_hash   TEXT NOT NULL, -- SHA-256 of the code
  client       TEXT NOT NULL,
  redirect_uri TEXT NOT NULL,
  challenge    TEXT NOT NULL, -- PKCE, S256
  session      TEXT,          -- the refresh family it was exchanged for
  expires_at   BIGINT NOT NULL,
  created_at   BIGINT NOT NULL,
  PRIMARY KEY (company, id),
  FOREIGN KEY (company, person) REFERENCES person (company, id)
);
CREATE INDEX authorization_code_by_person ON authorization_code (company, person);
CREATE INDEX authorization_code_by_expiry ON authorization_code (expires_at);
