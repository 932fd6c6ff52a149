#include "redact/log_words.h"

#include <string>
#include <unordered_set>

#include "absl/strings/str_split.h"

namespace sitrep::redact {
namespace {

constexpr absl::string_view kWords =
    "a about access account action active add admin administrator after agent alarm all an and any "
    "api app apps "
    "are array as at attempt auth authentication available backup backups base be because been "
    "before begin boot build but by cache call can cannot change check client close cloud cluster "
    "code command complete config configuration connect connected connection console core corp "
    "could "
    "count cpu create created critical current daemon data database datacenter datastore date "
    "days debug default delete deleted denied dev device devices dir disabled disconnected "
    "discovered "
    "disk disks does domain done down driver edge enabled end entry error errors event events "
    "example "
    "exit external failed failure false fatal fault file files finished firewall first folder "
    "folders "
    "for format free from gateway get global gold group groups guest has have health high home "
    "host "
    "hosts http https id image images in index info information init install internal invalid "
    "iscsi "
    "iso isos it item job key lab last latest library license limit link list local lock locked "
    "log "
    "logged login logs logged-in low machine machines main major management manager master memory "
    "message mgmt minor mode module monitor mount name names net network networks new next nfs nic "
    "no node "
    "none normal not null object objects off offline ok old on online open operation option "
    "options or other output owner parent path peer pending pool port portgroup ports power "
    "primary "
    "private process prod production profile property proxy public query queue read ready recovery "
    "remote remove replica report request reset resource response restart result retry role root "
    "router rule run running san sandbox scan scratch script secondary security server servers "
    "service services session set setting shared shell silver site size snapshot snapshots source "
    "stage staging standard start started state static statistics stats status stop stopped "
    "storage store stretched success switch sync system table task tasks temp template templates "
    "test testing tests the this thread time timeout tmp to token tools trace traffic transport "
    "true "
    "trunk type uninitialized unknown unset up update updated upgrade uplink use used user users "
    "value vault version "
    "view virtual vlan vm vmkernel vmnic vmotion vms vsphere volume vsan warn warning was web "
    "were when with without work worker write yes zone zones";

}  // namespace

bool IsCommonWord(std::string_view lower) {
  static const auto* const words =
      new std::unordered_set<std::string>(absl::StrSplit(kWords, ' ', absl::SkipEmpty()));
  return lower.size() <= 16 && words->count(std::string(lower)) > 0;
}

}  // namespace sitrep::redact
