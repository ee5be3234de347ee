-- Writes one edition of the calendar by day.
--   {edition:UInt64}, {as_of:DateTime64(3)}
INSERT INTO calendar_day (key, works, counted, uncovered_days)
SELECT {edition:UInt64} * 32768 + toUInt32(day), works, counted, uncovered_days
FROM calendar_at(as_of = {as_of:DateTime64(3, 'Asia/Shanghai')})
