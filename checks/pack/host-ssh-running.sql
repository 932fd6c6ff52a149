-- id: host-ssh-running
-- title: SSH runs on a host
-- severity: minor
-- category: security
-- object: host
-- key: source, moid
-- why: An open SSH service is one more way in, and hardening guides ask for it to be off except while
--   somebody works with it.
-- fix: Stop the service when the work is done, and set its policy so that it does not start with the host.
SELECT h.source, h.moid, h.name, s.policy
FROM host h
JOIN host_service s ON s.source = h.source AND s.host_moid = h.moid
WHERE s.service_key = 'TSM-SSH' AND s.running = 1
