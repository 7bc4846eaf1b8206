-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- When an expense was submitted last, and when it was decided after that: how long the person is used to
-- wait. RFC 3339, empty where it is not known, as of what was decided before it came here.

ALTER TABLE expense ADD COLUMN submitted_at TEXT NOT NULL DEFAULT '';
ALTER TABLE expense ADD COLUMN decided_at   TEXT NOT NULL DEFAULT '';

UPDATE expense SET submitted_at = updated_at WHERE state = 1;

CREATE TRIGGER expense_submitted_insert AFTER INSERT ON expense
WHEN new.state = 1
BEGIN
  UPDATE expense SET submitted_at = new.updated_at WHERE n = new.n;
END;

-- Approved is 2, rejected 3.
CREATE TRIGGER expense_decided AFTER UPDATE OF state ON expense
WHEN new.state <> old.state
BEGIN
  UPDATE expense
     SET submitted_at = CASE WHEN new.state = 1 THEN new.updated_at
                             WHEN new.state = 0 THEN '' ELSE submitted_at END,
         decided_at = CASE WHEN new.state IN (2, 3) AND old.state = 1 THEN new.updated_at
                           WHEN new.state IN (0, 1) THEN '' ELSE decided_at END
   WHERE n = new.n;
END;
