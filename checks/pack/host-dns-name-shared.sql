-- id: host-dns-name-shared
-- title: Two hosts call themselves by the same DNS name
-- severity: minor
-- category: network
-- object: host
-- key: source, moid
-- why: A name given twice, often the one a new installation comes with, makes logs and certificates ambiguous,
--   and one host answers for the other.
-- fix: Set the host's own name and domain in its TCP/IP configuration, then renew its certificate from vCenter.
SELECT h.source, h.moid, h.name, h.dns_host_name, h.dns_domain_name, d.hosts
FROM host h
JOIN (SELECT source, dns_host_name, dns_domain_name, count(*) AS hosts
      FROM host
      GROUP BY source, dns_host_name, dns_domain_name
      HAVING count(*) > 1) d
  ON d.source = h.source AND d.dns_host_name = h.dns_host_name AND d.dns_domain_name = h.dns_domain_name
