#include "collectors/bundles/bundle_address.h"

#include <gtest/gtest.h>

namespace sitrep::collectors {
namespace {

TEST(BundleUrl, AStarIsOurOwnHostAndPort) {
  const SourceAddress address = *ParseSourceUrl("https://vc.example.com:8443/sdk");
  EXPECT_EQ(BundleUrl("https://*:443/downloads/a.tgz", address),
            "https://vc.example.com:8443/downloads/a.tgz");
  EXPECT_EQ(BundleUrl("http://*/downloads/a.tgz", address),
            "https://vc.example.com:8443/downloads/a.tgz");
  EXPECT_EQ(BundleUrl("/downloads/a.tgz", address), "https://vc.example.com:8443/downloads/a.tgz");
  EXPECT_EQ(BundleUrl("https://esx-1/d/a.tgz", address), "https://esx-1/d/a.tgz");
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
