-- What a company spends by merchant and by person. The counts and sums of each state but draft follow each
-- other in the order of OutlayState.

-- name: breakdown/add
INSERT INTO breakdown (company, kind, grain, day, currency, part,
                       n_submitted, minor_submitted, n_approved, minor_approved,
                       n_rejected, minor_rejected, n_reimbursed, minor_reimbursed)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
ON CONFLICT (company, kind, grain, day, currency, part)
DO UPDATE SET n_submitted = breakdown.n_submitted + excluded.n_submitted,
              minor_submitted = breakdown.minor_submitted + excluded.minor_submitted,
              n_approved = breakdown.n_approved + excluded.n_approved,
              minor_approved = breakdown.minor_approved + excluded.minor_approved,
              n_rejected = breakdown.n_rejected + excluded.n_rejected,
              minor_rejected = breakdown.minor_rejected + excluded.minor_rejected,
              n_reimbursed = breakdown.n_reimbursed + excluded.n_reimbursed,
              minor_reimbursed = breakdown.minor_reimbursed + excluded.minor_reimbursed;

-- name: breakdown/change
UPDATE breakdown
SET n_submitted = n_submitted + $7, minor_submitted = minor_submitted + $8,
    n_approved = n_approved + $9, minor_approved = minor_approved + $10,
    n_rejected = n_rejected + $11, minor_rejected = minor_rejected + $12,
    n_reimbursed = n_reimbursed + $13, minor_reimbursed = minor_reimbursed + $14
WHERE company = $1 AND kind = $2 AND grain = $3 AND day = $4 AND currency = $5 AND part = $6;

-- name: breakdown/delete-empty
DELETE FROM breakdown
WHERE company = $1 AND kind = $2 AND grain = $3 AND day = $4 AND currency = $5 AND part = $6
  AND n_submitted = 0 AND n_approved = 0 AND n_rejected = 0 AND n_reimbursed = 0;

-- name: breakdown/list
SELECT currency, part,
       n_submitted, minor_submitted, n_approved, minor_approved, n_rejected, minor_rejected,
       n_reimbursed, minor_reimbursed
FROM breakdown
WHERE company = $1 AND kind = $2 AND grain = $3 AND day >= $4 AND day < $5;

-- Days that are no whole month.
-- name: breakdown/expenses
SELECT merchant, owner, currency, state, minor, home_currency, home_minor
FROM expense
WHERE company = $1 AND state <> 'draft' AND day <> '' AND day >= $2 AND day < $3;

-- One person's, drafts included.
-- name: breakdown/lines
SELECT state, json FROM expense_line
WHERE company = $1 AND owner = $2 AND day >= $3 AND day < $4;

-- For "outlayd check": what is stored less what it should be, of each row that there is or should be; a row
-- in which nothing is left is wrong as well.
-- name: breakdown/wrong
SELECT company, kind, grain, day, currency, part
FROM (
  SELECT company, kind, grain, day, currency, part,
         n_submitted, minor_submitted, n_approved, minor_approved, n_rejected, minor_rejected,
         n_reimbursed, minor_reimbursed,
         CASE WHEN n_submitted + n_approved + n_rejected + n_reimbursed = 0 THEN 1
              ELSE 0 END AS is_empty
  FROM breakdown
  UNION ALL
  SELECT company, kind, grain,
         CASE grain WHEN 'month' THEN substr(day, 1, 7) || '-01'
                    ELSE substr(day, 1, 4) || '-01-01' END,
         currency, CASE kind WHEN 'merchant' THEN merchant ELSE owner END,
         CASE state WHEN 'submitted' THEN -1 ELSE 0 END,
         CASE state WHEN 'submitted' THEN -minor ELSE 0 END,
         CASE state WHEN 'approved' THEN -1 ELSE 0 END,
         CASE state WHEN 'approved' THEN -minor ELSE 0 END,
         CASE state WHEN 'rejected' THEN -1 ELSE 0 END,
         CASE state WHEN 'rejected' THEN -minor ELSE 0 END,
         CASE state WHEN 'reimbursed' THEN -1 ELSE 0 END,
         CASE state WHEN 'reimbursed' THEN -minor ELSE 0 END,
         0
  FROM (
    SELECT company, day, currency, merchant, owner, state, minor
    FROM expense WHERE state <> 'draft' AND day <> ''
    UNION ALL
    SELECT company, day, '=' || home_currency, merchant, owner, state, home_minor
    FROM expense WHERE state <> 'draft' AND day <> '' AND home_currency IS NOT NULL
  ) AS counted
  CROSS JOIN (SELECT 'merchant' AS kind UNION ALL SELECT 'person') AS kinds
  CROSS JOIN (SELECT 'month' AS grain UNION ALL SELECT 'year') AS grains
) AS both_sides
GROUP BY company, kind, grain, day, currency, part
HAVING sum(is_empty) > 0
  OR sum(n_submitted) <> 0 OR sum(minor_submitted) <> 0
  OR sum(n_approved) <> 0 OR sum(minor_approved) <> 0
  OR sum(n_rejected) <> 0 OR sum(minor_rejected) <> 0
  OR sum(n_reimbursed) <> 0 OR sum(minor_reimbursed) <> 0
LIMIT 1;
