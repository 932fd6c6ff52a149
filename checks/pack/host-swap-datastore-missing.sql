-- id: host-swap-datastore-missing
-- title: A host keeps no datastore for swap files though its cluster wants one
-- severity: minor
-- category: configuration
-- object: host
-- key: source, moid
-- why: The cluster puts swap files on a datastore that each host names. This host names none, so swap files go
--   beside the machines, onto storage that may be replicated, slow or nearly full.
-- fix: Choose the swap file datastore in the host's settings, or let the cluster keep swap files with the
--   machines.
-- answers: vcheck 30 Host/16 Host Swapfile datastores
SELECT h.source, h.moid, h.name, c.name AS cluster_name
FROM host h
JOIN cluster c ON c.source = h.source AND c.moid = h.cluster_moid
WHERE c.swap_placement = 'hostLocal' AND h.local_swap_datastore_moid IS NULL
  AND h.connection_state = 'connected' AND h.version IS NOT NULL
