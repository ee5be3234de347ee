-- Every instance is judged, and told with its page.
WITH
    false AS brief,
