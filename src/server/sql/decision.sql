-- What waits, what was decided and how soon, and what was reimbursed.

-- name: decision/add
INSERT INTO decision (company, action, at, seq, waited)
SELECT company, CAST ($3 AS TEXT), CAST ($4 AS BIGINT), CAST ($5 AS BIGINT),
       CAST ($4 AS BIGINT) - waiting_since
FROM expense
WHERE company = $1 AND id = $2 AND waiting_since IS NOT NULL;

-- name: decision/list
SELECT waited FROM decision WHERE company = $1 AND action = $2 AND at >= $3 AND at < $4;

-- The newest first.
-- name: decision/reasons
SELECT v.reason
FROM decision d
JOIN event v ON v.company = d.company AND v.seq = d.seq
WHERE d.company = $1 AND d.action = 'reject' AND d.at >= $2 AND d.at < $3
ORDER BY d.at DESC, d.seq DESC;

-- name: decision/reimburse
INSERT INTO reimbursed (company, day, currency, n, minor) VALUES ($1, $2, $3, 1, $4)
ON CONFLICT (company, day, currency)
DO UPDATE SET n = reimbursed.n + 1, minor = reimbursed.minor + excluded.minor;

-- name: decision/list-reimbursed
SELECT currency, n, minor FROM reimbursed WHERE company = $1 AND day >= $2 AND day < $3;

-- Of everybody's months, as they are fewer than what waits may be.
-- name: decision/waiting
SELECT currency, n_submitted, minor_submitted FROM total
WHERE company = $1 AND owner = '' AND grain = 'month' AND n_submitted > 0;

-- name: decision/oldest-waiting
SELECT waiting_since FROM expense
WHERE company = $1 AND waiting_since IS NOT NULL
ORDER BY waiting_since
LIMIT 1;

-- For "outlayd check": what does not agree with the events.
-- name: decision/wrong-waiting
SELECT e.id FROM expense e
WHERE (e.state <> 'submitted' AND e.waiting_since IS NOT NULL)
  OR (e.state = 'submitted'
      AND coalesce(e.waiting_since, 0) <> (SELECT v.at FROM event v
                                           WHERE v.company = e.company AND v.expense = e.id
                                             AND v.to_state = 'submitted' AND v.from_state <> 'submitted'
                                           ORDER BY v.seq DESC LIMIT 1))
LIMIT 1;

-- name: decision/wrong
SELECT company, seq
FROM (
  SELECT v.company, v.seq, v.at, d.waited,
         (SELECT s.at FROM event s
          WHERE s.company = v.company AND s.expense = v.expense AND s.seq < v.seq
            AND s.to_state = 'submitted' AND s.from_state <> 'submitted'
          ORDER BY s.seq DESC LIMIT 1) AS since
  FROM event v
  LEFT JOIN decision d
    ON d.company = v.company AND d.action = v.action AND d.at = v.at AND d.seq = v.seq
  WHERE v.action IN ('approve', 'reject')
) AS decided
WHERE since IS NOT NULL AND coalesce(waited, -1) <> at - since
UNION ALL
SELECT d.company, d.seq FROM decision d
WHERE NOT EXISTS (SELECT 1 FROM event v
                  WHERE v.company = d.company AND v.seq = d.seq AND v.action = d.action
                    AND v.at = d.at)
LIMIT 1;

-- name: decision/wrong-reimbursed
SELECT company, day, currency
FROM (
  SELECT company, day, currency, n, minor FROM reimbursed
  UNION ALL
  SELECT v.company, v.at / 86400000000, e.currency, -1, -e.minor
  FROM event v
  JOIN expense e ON e.company = v.company AND e.id = v.expense
  WHERE v.action = 'reimburse'
  UNION ALL
  SELECT v.company, v.at / 86400000000, '=' || e.home_currency, -1, -e.home_minor
  FROM event v
  JOIN expense e ON e.company = v.company AND e.id = v.expense
  WHERE v.action = 'reimburse' AND e.home_currency IS NOT NULL
) AS both_sides
GROUP BY company, day, currency
HAVING sum(n) <> 0 OR sum(minor) <> 0
LIMIT 1;
