-- Only the instances are judged that the plain lane left over (parts/plain.sql):
-- `left_over` is an external table with body, duty and subject of each.
WITH
    true AS left_only,
