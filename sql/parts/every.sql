-- Every instance is judged, and told with its page.
WITH
    false AS left_only, false AS brief,
    left_over AS (SELECT '' AS body, '' AS duty, '' AS subject WHERE false),
