-- id: cluster-recommendation-waiting
-- title: A recommendation of DRS waits for somebody
-- severity: info
-- category: performance
-- object: cluster
-- key: source, cluster_moid, recommendation_key
-- why: DRS has seen for hours how load or rules could be served better, and nobody has applied it.
-- fix: Apply the recommendations of the cluster, or let DRS do so: set it to fully automated.
-- parameter: hours integer 12 hours - longer than a working day takes to look
SELECT r.source, r.cluster_moid, r.recommendation_key, c.name AS cluster_name, r.rating, r.reason, r.made_at
FROM cluster_recommendation r
JOIN source s ON s.source = r.source
LEFT JOIN cluster c ON c.source = r.source AND c.moid = r.cluster_moid
WHERE seconds(s.observed_at) - seconds(r.made_at) > :hours * 3600
