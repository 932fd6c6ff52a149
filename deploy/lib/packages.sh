# Debian packages that Sitrep builds, runs and tests with. Sourced; not run.

build_packages=(
  build-essential cmake ninja-build pkg-config ccache mold
  libgrpc++-dev protobuf-compiler-grpc protobuf-compiler libprotobuf-dev libprotoc-dev libabsl-dev
  libcurl4-openssl-dev libpugixml-dev nlohmann-json3-dev libsqlite3-dev libzstd-dev libisal-dev zlib1g-dev libarchive-dev libre2-dev libssl-dev
  libcli11-dev libyaml-cpp-dev libspdlog-dev
  golang-go golang-github-vmware-govmomi-dev
)
test_packages=(libgtest-dev libgmock-dev clang clang-format clang-tidy libclang-rt-14-dev git)

# Installs what is missing of the named packages; says what it does; asks for root only when it must.
install_missing() {
  local missing=() package
  for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  local root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "Missing packages: ${missing[*]}. Install them as root, or install sudo." >&2; return 1; }
    root=(sudo)
  fi
  echo "Installing ${#missing[@]} missing packages: ${missing[*]}"
  "${root[@]}" apt-get update -q >/dev/null || return 1
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}" >/dev/null
}
