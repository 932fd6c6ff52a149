-- id: a
--
--   more
select 1