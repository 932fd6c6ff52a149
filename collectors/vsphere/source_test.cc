#include "collectors/vsphere/source.h"

#include <gtest/gtest.h>

namespace sitrep::collectors {
namespace {

SourceAddress Parse(const std::string& url) {
  const auto address = ParseSourceUrl(url);
  EXPECT_TRUE(address.ok()) << address.status();
  return address.value_or(SourceAddress{});
}

TEST(ParseSourceUrl, ABareNameIsHttpsAtTheUsualPath) {
  const SourceAddress address = Parse("vc.example.com");
  EXPECT_TRUE(address.tls);
  EXPECT_EQ(address.host, "vc.example.com");
  EXPECT_EQ(address.port, 443);
  EXPECT_EQ(address.path, "/sdk");
  EXPECT_EQ(address.Origin(), "https://vc.example.com");
}

TEST(ParseSourceUrl, PortPathAndAddressesAreRead) {
  EXPECT_EQ(Parse("https://10.0.0.1:8443/sdk/").path, "/sdk");
  EXPECT_EQ(Parse("https://10.0.0.1:8443").HostAndPort(), "10.0.0.1:8443");
  EXPECT_EQ(Parse("https://[fe80::1]:444/x").HostAndPort(), "[fe80::1]:444");
  EXPECT_EQ(Parse("https://[fe80::1]/").host, "fe80::1");
  EXPECT_EQ(Parse("http://h").port, 80);
  EXPECT_EQ(Parse("vc/").path, "/sdk");
}

TEST(ParseSourceUrl, WhatDoesNotParseIsRefusedWithoutShowingAPassword) {
  for (const char* bad : {"", "https://", "ftp://h", "https://h:0", "https://h:70000", "https://h:",
                          "https://h:x", "https://[::1", "https://::1", "https://h/sdk?x=1"}) {
    EXPECT_TRUE(absl::IsInvalidArgument(ParseSourceUrl(bad).status())) << bad;
  }
  const absl::Status status = ParseSourceUrl("https://user:secret@h/sdk").status();
  EXPECT_TRUE(absl::IsInvalidArgument(status));
  EXPECT_EQ(status.message().find("secret"), absl::string_view::npos);
}

TEST(Validate, PlainHttpNeedsInsecure) {
  SourceOptions options;
  options.url = "http://vc.example.com";
  EXPECT_TRUE(absl::IsInvalidArgument(Validate(options)));
  options.trust.insecure = true;
  EXPECT_TRUE(Validate(options).ok());
}

TEST(Validate, AThumbprintMustBeOne) {
  SourceOptions options;
  options.url = "vc.example.com";
  options.trust.thumbprints = {std::string(64, 'a')};
  EXPECT_TRUE(Validate(options).ok());
  options.trust.thumbprints.push_back(std::string(40, 'a'));
  EXPECT_TRUE(absl::IsInvalidArgument(Validate(options)));
}

}  // namespace
}  // namespace sitrep::collectors
