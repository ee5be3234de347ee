-- Plan versions whose lines of duty are not written yet, by body and version.
SELECT DISTINCT body, version
FROM plan_version
WHERE (body, version) NOT IN (SELECT body, edition FROM duty_line)
ORDER BY body, version
