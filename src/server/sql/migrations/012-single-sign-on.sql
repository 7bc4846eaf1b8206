-- Signing in by the company's identity provider (OpenID Connect).

-- Who somebody is there: by issuer and subject, which stay theirs when their address becomes somebody
-- else's.
CREATE TABLE sso_link (
  company   TEXT NOT NULL,
  issuer    TEXT NOT NULL,
  subject   TEXT NOT NULL,
  person    TEXT NOT NULL,
  email     TEXT NOT NULL, -- that they were linked by
  linked_at BIGINT NOT NULL,
  PRIMARY KEY (company, issuer, subject),
  UNIQUE (company, issuer, person),
  FOREIGN KEY (company, person) REFERENCES person (company, id)
);

-- Who is on the way there and back. The id is derived from the state and the browser.
CREATE TABLE sso_attempt (
  company    TEXT NOT NULL,
  id         TEXT NOT NULL,
  pending    TEXT NOT NULL, -- what their program asked for, sealed
  expires_at BIGINT NOT NULL,
  PRIMARY KEY (company, id)
);
CREATE INDEX sso_attempt_by_expiry ON sso_attempt (expires_at);
