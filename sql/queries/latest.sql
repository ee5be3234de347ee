-- The latest moment anything was recorded.
SELECT greatest(
    (SELECT max(recorded_at) FROM event),
    (SELECT max(recorded_at) FROM plan_version),
    (SELECT max(recorded_at) FROM scheme_version),
    (SELECT max(recorded_at) FROM briefing_step),
    (SELECT max(recorded_at) FROM briefing_issue),
    (SELECT max(recorded_at) FROM extra_step),
    (SELECT max(recorded_at) FROM appeal_step),
    (SELECT max(recorded_at) FROM matter),
    (SELECT max(recorded_at) FROM calendar_notice)) AS latest
