-- Who came in, who was let in, and who changed the rules: chained like the events of expenses, so
-- that a row that is missing or was changed is noticed.

CREATE TABLE audit (
  company TEXT NOT NULL,
  seq     BIGINT NOT NULL, -- 1, 2, 3 … in each company
  at      BIGINT NOT NULL,
  kind    TEXT NOT NULL,
  actor   TEXT,            -- who did it
  person  TEXT,            -- to whom
  session TEXT,
  remote  TEXT,
  detail  TEXT,            -- JSON
  hash    TEXT NOT NULL,   -- empty while nothing was added to rows that are older than the chain
  PRIMARY KEY (company, seq)
);
CREATE INDEX audit_by_time ON audit (company, at, seq);
CREATE INDEX audit_by_kind ON audit (company, kind, at, seq);
CREATE INDEX audit_by_actor ON audit (company, actor, at, seq);
CREATE INDEX audit_by_person ON audit (company, person, at, seq);

CREATE TABLE audit_chain (
  company TEXT NOT NULL PRIMARY KEY,
  seq     BIGINT NOT NULL, -- of the last entry
  hash    TEXT NOT NULL
);

INSERT INTO audit (company, seq, at, kind, person, session, remote, hash)
SELECT company, row_number() OVER (PARTITION BY company ORDER BY at, id), at, kind, person, session,
       remote, ''
FROM security_event;
INSERT INTO audit_chain (company, seq, hash)
SELECT company, max(seq), '' FROM audit GROUP BY company;
DROP TABLE security_event;

-- Events are listed by time along with these.
CREATE INDEX event_by_time ON event (company, at, seq);
CREATE INDEX event_by_actor ON event (company, actor, at, seq);
