-- Every instance is judged.
WITH
    false AS left_only,
    left_over AS (SELECT '' AS body, '' AS duty, '' AS subject WHERE false),
