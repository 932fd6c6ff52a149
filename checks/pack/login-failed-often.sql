-- id: login-failed-often
-- title: Logins from one address fail again and again
-- severity: minor
-- category: security
-- object: source
-- key: source, client_address
-- why: Somebody guesses passwords, or a script goes on with an old one and may lock its account.
-- fix: Find the machine behind the address; mend the script, or block it.
-- parameter: failures integer 10 failures - typing errors come in twos and threes
-- parameter: days integer 1 days - what happened since yesterday
SELECT e.source, e.client_address, count(*) AS failure_count, count(DISTINCT e.user_name) AS user_count
FROM event e
JOIN source s ON s.source = e.source
WHERE e.type = 'BadUsernameSessionEvent' AND e.client_address IS NOT NULL
  AND seconds(s.observed_at) - seconds(e.created_at) <= :days * 86400
GROUP BY e.source, e.client_address
HAVING count(*) >= :failures
