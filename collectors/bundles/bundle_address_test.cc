#include "collectors/bundles/bundle_address.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sitrep::collectors {
namespace {

TEST(BundleUrl, AStarIsOurOwnHostAndPort) {
  const SourceAddress address = *ParseSourceUrl("https://vc.example.com:8443/sdk");
  EXPECT_EQ(*BundleUrl("https://*:443/downloads/a.tgz", address),
            "https://vc.example.com:8443/downloads/a.tgz");
  EXPECT_EQ(*BundleUrl("http://*/downloads/a.tgz", address),
            "https://vc.example.com:8443/downloads/a.tgz");
  EXPECT_EQ(*BundleUrl("/downloads/a.tgz", address), "https://vc.example.com:8443/downloads/a.tgz");
  EXPECT_EQ(*BundleUrl("/downloads/a.tgz?from=https://esx-1/", address),
            "https://vc.example.com:8443/downloads/a.tgz?from=https://esx-1/");
}

TEST(BundleUrl, TheSourceMayNameItself) {
  const SourceAddress address = *ParseSourceUrl("https://vc.example.com:8443/sdk");
  EXPECT_EQ(*BundleUrl("https://VC.example.com/d/a.tgz", address),
            "https://VC.example.com/d/a.tgz");
  EXPECT_EQ(*BundleUrl("https://[fd00::1]:443/d/a.tgz", *ParseSourceUrl("https://[fd00::1]/sdk")),
            "https://[fd00::1]:443/d/a.tgz");
}

TEST(BundleUrl, AnotherHostIsRefusedByName) {
  const SourceAddress address = *ParseSourceUrl("https://vc.example.com:8443/sdk");
  for (const char* host :
       {"esx-1", "esx-1:443", "vc.example.com.evil.example", "vc.example.com@esx-1",
        "esx-1\\@vc.example.com", "vc.example.com%2eevil", "vc.example.com]", ""}) {
    const auto url = BundleUrl("https://" + std::string(host) + "/d/a.tgz", address);
    EXPECT_TRUE(absl::IsFailedPrecondition(url.status())) << host << url.status();
    EXPECT_THAT(std::string(url.status().message()), testing::HasSubstr("outside itself"));
  }
  EXPECT_THAT(std::string(BundleUrl("https://esx-1:1/d", address).status().message()),
              testing::HasSubstr("host esx-1:1"));
  EXPECT_TRUE(absl::IsFailedPrecondition(BundleUrl("file://esx-1/d", address).status()));
}

TEST(BundleUrl, AnotherHostMayBeAllowedButNeverPlainHttp) {
  const SourceAddress address = *ParseSourceUrl("https://vc.example.com:8443/sdk");
  EXPECT_EQ(*BundleUrl("https://esx-1/d/a.tgz", address, true), "https://esx-1/d/a.tgz");
  EXPECT_TRUE(absl::IsFailedPrecondition(BundleUrl("http://esx-1/d", address, true).status()));
  EXPECT_EQ(*BundleUrl("http://vc.example.com/d/a.tgz", address, true),
            "https://vc.example.com:8443/d/a.tgz");
}

TEST(FileNameOfUrl, IsTheLastPartOfThePath) {
  EXPECT_EQ(FileNameOfUrl("https://h/d/esx-1.tgz?ticket=1"), "esx-1.tgz");
  EXPECT_EQ(FileNameOfUrl("https://h/d/"), "bundle");
  EXPECT_EQ(FileNameOfUrl("https://h"), "bundle");
  EXPECT_EQ(FileNameOfUrl("https://h/d/.."), "bundle");
  EXPECT_EQ(FileNameOfUrl("https://h/d/a\\b\n.tgz"), "ab.tgz");
}

}  // namespace
}  // namespace sitrep::collectors
