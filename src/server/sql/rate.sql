-- Exchange rates.

-- name: rate/put
INSERT INTO rate (day, rates) VALUES ($1, $2)
ON CONFLICT (day) DO UPDATE SET rates = excluded.rates;

-- name: rate/list
SELECT day, rates FROM rate WHERE day >= $1 AND day <= $2 ORDER BY day;

-- name: rate/newest
SELECT max(day) FROM rate;
