-- Writes one edition of the calendar by number of the working day.
--   {edition:UInt64}, {as_of:DateTime64(3)}
INSERT INTO calendar_nth (key, day)
SELECT {edition:UInt64} * 32768 + counted, day
FROM calendar_at(as_of = {as_of:DateTime64(3, 'Asia/Shanghai')})
WHERE works
