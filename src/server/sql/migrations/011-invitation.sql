-- Who was asked to join a company, and has not yet, or has.

CREATE TABLE invitation (
  company     TEXT NOT NULL REFERENCES company (id),
  id          TEXT NOT NULL, -- UUIDv7: in the order they were made
  code_hash   TEXT NOT NULL, -- SHA-256 of the code that is good now
  email       TEXT NOT NULL,
  email_key   TEXT NOT NULL, -- folded
  name        TEXT,
  role        TEXT NOT NULL CHECK (role IN ('employee', 'reviewer', 'admin')),
  inviter     TEXT NOT NULL,
  person      TEXT,          -- who has joined by it
  created_at  BIGINT NOT NULL,
  sent_at     BIGINT NOT NULL,
  accepted_at BIGINT,
  revoked_at  BIGINT,
  PRIMARY KEY (company, id),
  UNIQUE (company, code_hash),
  FOREIGN KEY (company, inviter) REFERENCES person (company, id),
  FOREIGN KEY (company, person) REFERENCES person (company, id)
);
CREATE INDEX invitation_by_email ON invitation (company, email_key);
