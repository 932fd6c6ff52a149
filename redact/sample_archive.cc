#include "redact/sample_archive.h"

#include <cstdio>

#include "base/byte_stream.h"
#include "base/gzip.h"

namespace sitrep::redact {
namespace {

std::string Header(const SampleMember& member) {
  std::string header(512, '\0');
  const auto put = [&header](size_t at, std::string_view text) {
    header.replace(at, text.size(), text);
  };
  char number[16];
  put(0, member.name);
  put(100, "0000644");
  put(108, "0000000");
  put(116, "0000000");
  std::snprintf(number, sizeof number, "%011zo", member.text.size());
  put(124, number);
  put(136, "14524726600");
  put(148, "        ");
  header[156] = member.type;
  put(157, member.link);
  put(257, std::string_view("ustar\00000", 8));
  unsigned sum = 0;
  for (const char c : header) sum += static_cast<unsigned char>(c);
  std::snprintf(number, sizeof number, "%06o", sum);
  put(148, number);
  header[154] = '\0';
  return header;
}

}  // namespace

std::string MakeTar(const std::vector<SampleMember>& members) {
  std::string tar;
  for (const SampleMember& member : members) {
    tar += Header(member) + member.text;
    tar.resize((tar.size() + 511) / 512 * 512, '\0');
  }
  return tar + std::string(1024, '\0');
}

std::string Deflate(std::string_view text) {
  base::StringSink sink;
  base::GzipSink gzip(sink);
  gzip.Write(text).IgnoreError();
  gzip.Finish().IgnoreError();
  return sink.Take();
}

}  // namespace sitrep::redact
