-- with asked
-- What a judge asks of a body's facts, in the order of the table.
--   {body:String}
FROM event
WHERE body = {body:String}
