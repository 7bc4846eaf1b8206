-- Lists of what one merchant was paid, by day; with all that a list may ask for beside, so that it looks up
-- only what it shows.

CREATE INDEX expense_merchant_day ON expense (company, merchant, day, id, state, category, minor)
  WHERE state <> 'draft';
