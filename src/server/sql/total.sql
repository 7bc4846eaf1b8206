-- Totals of expenses. The counts and sums of each state follow each other in the order of OutlayState.

-- name: total/add
INSERT INTO total (company, owner, grain, day, currency, category,
                   n_draft, minor_draft, n_submitted, minor_submitted, n_approved, minor_approved,
                   n_rejected, minor_rejected, n_reimbursed, minor_reimbursed)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
ON CONFLICT (company, owner, grain, day, currency, category)
DO UPDATE SET n_draft = total.n_draft + excluded.n_draft,
              minor_draft = total.minor_draft + excluded.minor_draft,
              n_submitted = total.n_submitted + excluded.n_submitted,
              minor_submitted = total.minor_submitted + excluded.minor_submitted,
              n_approved = total.n_approved + excluded.n_approved,
              minor_approved = total.minor_approved + excluded.minor_approved,
              n_rejected = total.n_rejected + excluded.n_rejected,
              minor_rejected = total.minor_rejected + excluded.minor_rejected,
              n_reimbursed = total.n_reimbursed + excluded.n_reimbursed,
              minor_reimbursed = total.minor_reimbursed + excluded.minor_reimbursed;

-- name: total/change
UPDATE total
SET n_draft = n_draft + $7, minor_draft = minor_draft + $8,
    n_submitted = n_submitted + $9, minor_submitted = minor_submitted + $10,
    n_approved = n_approved + $11, minor_approved = minor_approved + $12,
    n_rejected = n_rejected + $13, minor_rejected = minor_rejected + $14,
    n_reimbursed = n_reimbursed + $15, minor_reimbursed = minor_reimbursed + $16
WHERE company = $1 AND owner = $2 AND grain = $3 AND day = $4 AND currency = $5 AND category = $6;

-- name: total/delete-empty
DELETE FROM total
WHERE company = $1 AND owner = $2 AND grain = $3 AND day = $4 AND currency = $5 AND category = $6
  AND n_draft = 0 AND n_submitted = 0 AND n_approved = 0 AND n_rejected = 0
  AND n_reimbursed = 0;

-- name: total/list
SELECT day, currency, category,
       n_draft, minor_draft, n_submitted, minor_submitted, n_approved, minor_approved, n_rejected,
       minor_rejected, n_reimbursed, minor_reimbursed
FROM total
WHERE company = $1 AND owner = $2 AND grain = 'day' AND day >= $3 AND day < $4
ORDER BY day, currency, category;

-- Everybody's, in which there are no drafts.
-- name: total/list-shared
SELECT day, currency, category,
       n_submitted, minor_submitted, n_approved, minor_approved, n_rejected, minor_rejected,
       n_reimbursed, minor_reimbursed
FROM total
WHERE company = $1 AND owner = '' AND grain = $2 AND day >= $3 AND day < $4
ORDER BY day, currency, category;

-- For "outlayd check": what is stored less what it should be, of each row that there is or should be; a row
-- in which nothing is left is wrong as well.
-- name: total/wrong-of-owners
SELECT company, owner, grain, day, currency, category
FROM (
  SELECT company, owner, grain, day, currency, category,
         n_draft, minor_draft, n_submitted, minor_submitted, n_approved, minor_approved,
         n_rejected, minor_rejected, n_reimbursed, minor_reimbursed,
         CASE WHEN n_draft + n_submitted + n_approved + n_rejected + n_reimbursed = 0 THEN 1
              ELSE 0 END AS is_empty
  FROM total
  WHERE owner <> ''
  UNION ALL
  SELECT company, owner, 'day', day, currency, coalesce(category, ''),
         CASE state WHEN 'draft' THEN -1 ELSE 0 END,
         CASE state WHEN 'draft' THEN -minor ELSE 0 END,
         CASE state WHEN 'submitted' THEN -1 ELSE 0 END,
         CASE state WHEN 'submitted' THEN -minor ELSE 0 END,
         CASE state WHEN 'approved' THEN -1 ELSE 0 END,
         CASE state WHEN 'approved' THEN -minor ELSE 0 END,
         CASE state WHEN 'rejected' THEN -1 ELSE 0 END,
         CASE state WHEN 'rejected' THEN -minor ELSE 0 END,
         CASE state WHEN 'reimbursed' THEN -1 ELSE 0 END,
         CASE state WHEN 'reimbursed' THEN -minor ELSE 0 END,
         0
  FROM expense
  UNION ALL
  SELECT company, owner, 'day', day, '=' || home_currency, coalesce(category, ''),
         CASE state WHEN 'draft' THEN -1 ELSE 0 END,
         CASE state WHEN 'draft' THEN -home_minor ELSE 0 END,
         CASE state WHEN 'submitted' THEN -1 ELSE 0 END,
         CASE state WHEN 'submitted' THEN -home_minor ELSE 0 END,
         CASE state WHEN 'approved' THEN -1 ELSE 0 END,
         CASE state WHEN 'approved' THEN -home_minor ELSE 0 END,
         CASE state WHEN 'rejected' THEN -1 ELSE 0 END,
         CASE state WHEN 'rejected' THEN -home_minor ELSE 0 END,
         CASE state WHEN 'reimbursed' THEN -1 ELSE 0 END,
         CASE state WHEN 'reimbursed' THEN -home_minor ELSE 0 END,
         0
  FROM expense
  WHERE home_currency IS NOT NULL
) AS both_sides
GROUP BY company, owner, grain, day, currency, category
HAVING sum(is_empty) > 0
  OR sum(n_draft) <> 0 OR sum(minor_draft) <> 0
  OR sum(n_submitted) <> 0 OR sum(minor_submitted) <> 0
  OR sum(n_approved) <> 0 OR sum(minor_approved) <> 0
  OR sum(n_rejected) <> 0 OR sum(minor_rejected) <> 0
  OR sum(n_reimbursed) <> 0 OR sum(minor_reimbursed) <> 0
LIMIT 1;

-- name: total/wrong-of-companies
SELECT company, owner, grain, day, currency, category
FROM (
  SELECT company, owner, grain, day, currency, category,
         n_draft, minor_draft, n_submitted, minor_submitted, n_approved, minor_approved,
         n_rejected, minor_rejected, n_reimbursed, minor_reimbursed,
         CASE WHEN n_draft + n_submitted + n_approved + n_rejected + n_reimbursed = 0 THEN 1
              ELSE 0 END AS is_empty
  FROM total
  WHERE owner = ''
  UNION ALL
  SELECT company, '', 'day', day, currency, category,
         0, 0, -n_submitted, -minor_submitted, -n_approved, -minor_approved, -n_rejected,
         -minor_rejected, -n_reimbursed, -minor_reimbursed,
         0
  FROM total
  WHERE owner <> '' AND day <> ''
  UNION ALL
  SELECT company, '', 'month', substr(day, 1, 7) || '-01', currency, category,
         0, 0, -n_submitted, -minor_submitted, -n_approved, -minor_approved, -n_rejected,
         -minor_rejected, -n_reimbursed, -minor_reimbursed,
         0
  FROM total
  WHERE owner <> '' AND day <> ''
) AS both_sides
GROUP BY company, owner, grain, day, currency, category
HAVING sum(is_empty) > 0
  OR sum(n_draft) <> 0 OR sum(minor_draft) <> 0
  OR sum(n_submitted) <> 0 OR sum(minor_submitted) <> 0
  OR sum(n_approved) <> 0 OR sum(minor_approved) <> 0
  OR sum(n_rejected) <> 0 OR sum(minor_rejected) <> 0
  OR sum(n_reimbursed) <> 0 OR sum(minor_reimbursed) <> 0
LIMIT 1;
