-- id: host-guest-bpdu-allowed
-- title: A host lets machines send spanning tree packets
-- severity: info
-- category: security
-- object: host
-- key: source, moid
-- why: A machine that bridges two networks makes the physical switch close the host's port, and all machines
--   behind it are cut off.
-- fix: Set the option Net.BlockGuestBPDU to 1, except where a machine has to take part in spanning tree.
SELECT h.source, h.moid, h.name, o.public_value AS value
FROM host h
JOIN host_option o ON o.source = h.source AND o.host_moid = h.moid
                  AND o.option_key = 'Net.BlockGuestBPDU'
WHERE o.public_value = '0'
