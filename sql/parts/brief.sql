-- Every instance is judged, without the titles and addresses of pages: points do not
-- rest on them, but for texts by term that are published again.
WITH
    true AS brief,
