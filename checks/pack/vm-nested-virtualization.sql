-- id: vm-nested-virtualization
-- title: A machine may run virtual machines itself
-- severity: info
-- category: configuration
-- object: vm
-- key: source, moid
-- why: Nested virtualization is not supported for production but for few products, cannot go together with
--   some features (Fault Tolerance, hot-add of processors), and shows the guest more of the processor than
--   others see.
-- fix: Turn off "Expose hardware-assisted virtualization" unless the guest runs a lab, containers in
--   machines, or virtualization-based security.
SELECT source, moid, name, guest_id, virtualization_based_security
FROM vm
WHERE nested_virtualization_enabled = 1 AND coalesce(virtualization_based_security, 0) = 0
