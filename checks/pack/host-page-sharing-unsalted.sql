-- id: host-page-sharing-unsalted
-- title: A host shares equal memory between machines
-- severity: minor
-- category: security
-- object: host
-- key: source, moid
-- why: One machine can find out what lies in another's memory by timing writes to shared pages.
-- fix: Set the option Mem.ShareForceSalting to 2, so that memory is shared within a machine only.
SELECT h.source, h.moid, h.name, o.public_value AS value
FROM host h
JOIN host_option o ON o.source = h.source AND o.host_moid = h.moid
                  AND o.option_key = 'Mem.ShareForceSalting'
WHERE o.public_value + 0 < 2
  AND o.value_type IN ('int', 'long')
