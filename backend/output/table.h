#ifndef SITREP_BACKEND_OUTPUT_TABLE_H_
#define SITREP_BACKEND_OUTPUT_TABLE_H_

#include <ostream>
#include <string>
#include <vector>

#include "google/protobuf/message.h"

namespace sitrep::backend {

enum class Format { kText, kJson, kCsv };

// Table is a result in rows of text, printed in columns or as CSV (RFC 4180). A plain value.
struct Table {
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;

  void PrintText(std::ostream& out) const;
  void PrintCsv(std::ostream& out) const;
};

// The message with the names of its .proto file, and fields without a value too.
void PrintJson(const google::protobuf::Message& message, std::ostream& out);

}  // namespace sitrep::backend

#endif  // SITREP_BACKEND_OUTPUT_TABLE_H_
