-- The currency that a company reckons in, and what expenses in others come to.

-- NULL for none.
ALTER TABLE policy ADD COLUMN currency TEXT;

-- What an expense in another currency came to when it was submitted; all NULL where nothing was
-- worked out.
ALTER TABLE expense ADD COLUMN home_currency TEXT;
ALTER TABLE expense ADD COLUMN home_minor BIGINT;
ALTER TABLE expense ADD COLUMN rate TEXT;     -- of home_currency for one of its own, in decimals
ALTER TABLE expense ADD COLUMN rate_day TEXT; -- of which that was the rate
UPDATE expense_line SET json = json || ',"converted":null';

-- Rates are the whole server's: everybody's central bank tells everybody the same. A row is a day, so
-- that a year is few rows to bring in and few to tell.
CREATE TABLE rate (
  day   TEXT NOT NULL PRIMARY KEY,
  rates TEXT NOT NULL -- "USD 1.0523" and so on, a line each: units for one euro
) WITHOUT ROWID;

-- Finds the drafts of a category as well, without a look at the drafts themselves.
DROP INDEX expense_draft;
CREATE INDEX expense_draft ON expense (company, owner, day, id, category) WHERE state = 'draft';
