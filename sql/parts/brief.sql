-- Every instance is judged, without the titles and addresses of pages: points do not
-- rest on them, but for texts by term that are published again.
WITH
    false AS left_only, true AS brief,
    left_over AS (SELECT '' AS body, '' AS duty, '' AS subject WHERE false),
