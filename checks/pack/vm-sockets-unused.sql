-- id: vm-sockets-unused
-- title: A desktop Windows has more virtual sockets than it uses
-- severity: minor
-- category: performance
-- object: vm
-- key: source, moid
-- why: Windows for desktops uses two sockets at most. The processors of the others are scheduled by the host
--   and idle in the guest.
-- fix: Set more cores per socket, so that there are two sockets or one, while the machine is off.
SELECT source, moid, name, guest_id, cpu_count, cores_per_socket
FROM vm
WHERE guest_id IN ('winXPProGuest', 'winXPPro64Guest', 'winVistaGuest', 'winVista64Guest', 'windows7Guest',
                   'windows7_64Guest', 'windows8Guest', 'windows8_64Guest', 'windows9Guest', 'windows9_64Guest',
                   'windows11_64Guest', 'windows12_64Guest')
  AND cores_per_socket > 0 AND cpu_count > 2 * cores_per_socket
