-- Only the instances are judged that the plain lane left over (parts/plain.sql), as
-- parts/brief.sql does: `left_over` is an external table with body, duty and subject.
WITH
    true AS left_only, true AS brief,
