#ifndef SITREP_REDACT_PIECE_H_
#define SITREP_REDACT_PIECE_H_

#include <string>
#include <string_view>
#include <vector>

namespace sitrep::redact {

// Piece is a part of a name, path or address that is kept as it is or gets an alias of its own.
struct Piece {
  enum class Kind {
    kLiteral,    // stays, in lower case
    kKept,       // stays: a name that identifies nobody
    kName,       // a word of the site: host label, machine, datastore, user
    kUuid,       // any grouping
    kReference,  // managed object reference
    kMac,
    kWwn,
    kHex,  // hexadecimal digits of a device's name
    kIpv4,
    kIpv6,
  };
  Kind kind = Kind::kLiteral;
  std::string_view text;  // of the string that was taken apart, or static
};

// Takes a string apart by its shape: an address is one piece, a host name one for each label, a
// path one for each part. The pieces' texts, joined, are the string, but for the case of kept ones.
// Pure. Total.
std::vector<Piece> TakeApart(std::string_view text);

// Labels and dots, and nothing else; at least one dot inside.
bool IsHostName(std::string_view text);

// Decodes %2f, %5c and %25, which vCenter writes for / \ and % in names.
std::string DecodeName(std::string_view text);

}  // namespace sitrep::redact

#endif  // SITREP_REDACT_PIECE_H_
