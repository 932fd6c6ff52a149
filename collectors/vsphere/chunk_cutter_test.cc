#include "collectors/vsphere/chunk_cutter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pugixml.hpp>
#include <sstream>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "collectors/vsphere/markup_scan.h"

namespace sitrep::collectors {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr char kHead[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- <objects> of no account -->\n"
    "<soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\"\n"
    " xmlns:i='http://www.w3.org/2001/XMLSchema-instance' note=\"a > b\"><soapenv:Body>"
    "<RetrievePropertiesExResponse xmlns=\"urn:vim25\"><returnval><token>0</token>\n";
constexpr char kTail[] =
    "</returnval></RetrievePropertiesExResponse></soapenv:Body></soapenv:Envelope>\n";

// Everything that could be taken for the end of an object, and is none.
std::string Adversary() {
  return absl::StrCat(
      kHead, "<objects><obj type=\"VirtualMachine\">vm-1</obj></objects>",
      "<objects a='</objects>' b=\"/>\"><![CDATA[</objects><objects>]]><x/></objects>\n",
      "<!-- between </objects> --><objects><val><objects>inner</objects><objects/>",
      "<objects a=\"x/\">deep<objects></objects></objects></val></objects >",
      "<objects/><objects><?pi </objects> ?><!-- </objects> --><objectset>objects</objectset>",
      "<my:objects>p</my:objects><objects.x>1</objects.x>text objects</objects>",
      "<objects><a b='\"'>it's</a>&lt;/objects&gt;</objects>", kTail);
}

struct Cut {
  std::vector<std::string> objects;  // each as the parser writes it
  std::string skeleton;
  int64_t chunks = 0;
  XmlScope scope;
};

std::string Write(const pugi::xml_node& node) {
  std::ostringstream out;
  node.print(out, "", pugi::format_raw);
  return out.str();
}

void AddObjects(const std::string& xml, std::vector<std::string>& objects) {
  pugi::xml_document document;
  const auto parsed = document.load_buffer(
      xml.data(), xml.size(), pugi::parse_full | pugi::parse_fragment, pugi::encoding_utf8);
  ASSERT_TRUE(parsed) << parsed.description() << ": " << xml;
  for (const pugi::xml_node node : document.children("objects")) objects.push_back(Write(node));
}

absl::StatusOr<Cut> CutInPieces(const std::string& text, const std::vector<size_t>& ends,
                                size_t target = 1) {
  Cut cut;
  ChunkCutter cutter(
      [&](Chunk& chunk) {
        AddObjects(chunk.xml, cut.objects);
        cut.scope = chunk.scope;
        return absl::OkStatus();
      },
      target);
  size_t begin = 0;
  for (const size_t end : ends) {
    if (const absl::Status status = cutter.Feed(text.substr(begin, end - begin)); !status.ok()) {
      return status;
    }
    begin = end;
  }
  cut.chunks = cutter.chunks();
  auto skeleton = cutter.Finish();
  if (!skeleton.ok()) return skeleton.status();
  cut.skeleton = *skeleton;
  return cut;
}

std::vector<std::string> ByParser(const std::string& text) {
  pugi::xml_document document;
  EXPECT_TRUE(document.load_buffer(text.data(), text.size(), pugi::parse_full));
  std::vector<std::string> objects;
  const pugi::xml_node value =
      document.child("soapenv:Envelope").child("soapenv:Body").first_child().child("returnval");
  for (const pugi::xml_node node : value.children("objects")) objects.push_back(Write(node));
  return objects;
}

TEST(ChunkCutter, CutsAfterWholeObjectsHoweverTheAnswerIsSplit) {
  const std::string text = Adversary();
  const std::vector<std::string> expected = ByParser(text);
  ASSERT_EQ(expected.size(), 6u);
  const auto whole = CutInPieces(text, {text.size()});
  ASSERT_TRUE(whole.ok()) << whole.status();
  EXPECT_EQ(whole->objects, expected);
  for (size_t at = 0; at <= text.size(); ++at) {
    const auto cut = CutInPieces(text, {at, text.size()});
    ASSERT_TRUE(cut.ok()) << cut.status() << " split at " << at;
    ASSERT_EQ(cut->objects, expected) << "split at " << at;
    ASSERT_EQ(cut->skeleton, whole->skeleton) << "split at " << at;
  }
}

TEST(ChunkCutter, CutsTheSameByteByByte) {
  const std::string text = Adversary();
  std::vector<size_t> ends;
  for (size_t i = 1; i <= text.size(); ++i) ends.push_back(i);
  for (const size_t target : {size_t{1}, size_t{200}, size_t{100000}}) {
    const auto cut = CutInPieces(text, ends, target);
    ASSERT_TRUE(cut.ok()) << cut.status();
    EXPECT_EQ(cut->objects, ByParser(text));
  }
}

TEST(ChunkCutter, GivesTheSkeletonWithoutObjectsAndTheScopeAboveThem) {
  const std::string text = Adversary();
  const auto cut = CutInPieces(text, {text.size()});
  ASSERT_TRUE(cut.ok());
  EXPECT_THAT(cut->scope.instance_prefixes, ElementsAre("i"));
  EXPECT_FALSE(cut->scope.prefixed);
  pugi::xml_document skeleton;
  ASSERT_TRUE(skeleton.load_buffer(cut->skeleton.data(), cut->skeleton.size()));
  EXPECT_EQ(TextOf(Descend(skeleton, {"Envelope", "Body", "RetrievePropertiesExResponse",
                                      "returnval", "token"})),
            "0");
}

TEST(ChunkCutter, ReachesItsTargetBeforeItCuts) {
  std::string text = kHead;
  for (int i = 0; i < 100; ++i) text += "<objects>" + std::string(91, 'x') + "</objects>";
  text += kTail;
  const auto cut = CutInPieces(text, {text.size()}, 1000);
  ASSERT_TRUE(cut.ok());
  EXPECT_EQ(cut->objects.size(), 100u);
  EXPECT_GE(cut->chunks, 9);
  EXPECT_LE(cut->chunks, 11);
}

TEST(ChunkCutter, ATokenBehindTheObjectsStaysInTheSkeleton) {
  const std::string text = absl::StrCat(kHead, "<objects>1</objects><other>7</other>",
                                        "<objects>2</objects><token>9</token>", kTail);
  const auto cut = CutInPieces(text, {text.size()}, 100000);
  ASSERT_TRUE(cut.ok());
  EXPECT_THAT(cut->objects, ElementsAre("<objects>1</objects>", "<objects>2</objects>"));
  EXPECT_THAT(cut->skeleton, HasSubstr("<other>7</other><token>9</token>"));
}

TEST(ChunkCutter, AnAnswerWithoutObjectsIsAllSkeleton) {
  const std::string text =
      "<e:Envelope><e:Body><RetrievePropertiesExResponse/></e:Body></e:Envelope>";
  const auto cut = CutInPieces(text, {text.size()});
  ASSERT_TRUE(cut.ok());
  EXPECT_EQ(cut->chunks, 0);
  EXPECT_EQ(cut->skeleton, text);
}

TEST(ChunkCutter, PrefixedElementsAreObjectsToo) {
  const std::string text =
      "<e:Envelope xmlns:v='urn:vim25'><e:Body><v:R><v:returnval><v:objects><v:obj>1</v:obj>"
      "<v:objects>n</v:objects></v:objects><v:objects/></v:returnval></v:R></e:Body></e:Envelope>";
  for (size_t at = 0; at <= text.size(); ++at) {
    std::vector<std::string> chunks;
    ChunkCutter cutter(
        [&](Chunk& chunk) {
          EXPECT_TRUE(chunk.scope.prefixed);
          chunks.push_back(chunk.xml);
          return absl::OkStatus();
        },
        1);
    ASSERT_TRUE(cutter.Feed(text.substr(0, at)).ok());
    ASSERT_TRUE(cutter.Feed(text.substr(at)).ok());
    ASSERT_TRUE(cutter.Finish().ok());
    EXPECT_THAT(chunks,
                ElementsAre("<v:objects><v:obj>1</v:obj><v:objects>n</v:objects></v:objects>",
                            "<v:objects/>"));
  }
}

TEST(ChunkCutter, AnAnswerThatEndsEarlyIsDataLossWhereverItEnds) {
  const std::string text = Adversary();
  const size_t last = text.rfind('>');
  for (size_t at = 0; at <= last; ++at) {
    if (at < text.find("<soapenv:Envelope")) continue;  // nothing has been opened yet
    const auto cut = CutInPieces(text.substr(0, at), {at}, 100000);
    if (at == text.find("<soapenv:Envelope")) continue;
    EXPECT_TRUE(absl::IsDataLoss(cut.status())) << "ends at " << at;
  }
}

TEST(ChunkCutter, ADoctypeIsRefused) {
  const std::string text = "<!DOCTYPE x [<!ENTITY y 'z'>]><e:Envelope/>";
  EXPECT_TRUE(absl::IsDataLoss(CutInPieces(text, {text.size()}).status()));
}

TEST(ChunkCutter, AnErrorOfTheTakerEndsTheFeeding) {
  ChunkCutter cutter([](Chunk&) { return absl::AbortedError("enough"); }, 1);
  EXPECT_TRUE(absl::IsAborted(cutter.Feed(Adversary())));
}

TEST(ChunkCutter, ResetStartsOver) {
  int64_t chunks = 0;
  ChunkCutter cutter(
      [&](Chunk&) {
        ++chunks;
        return absl::OkStatus();
      },
      1);
  const std::string text = Adversary();
  ASSERT_TRUE(cutter.Feed(text.substr(0, text.size() / 2)).ok());
  cutter.Reset();
  EXPECT_EQ(cutter.chunks(), 0);
  ASSERT_TRUE(cutter.Feed(text).ok());
  EXPECT_TRUE(cutter.Finish().ok());
  EXPECT_EQ(cutter.chunks(), 6);
}

TEST(FindLandmark, FindsEachAtEveryPlace) {
  for (const char* landmark : {"<!--", "<?x", "objects>"}) {
    for (size_t before = 0; before < 70; ++before) {
      const std::string text =
          absl::StrCat(std::string(before, 'o'), landmark, std::string(20, '<'));
      EXPECT_EQ(FindLandmark(text, 0), before) << landmark;
    }
  }
}

TEST(FindLandmark, WithoutOneStopsWhereOneMightBegin) {
  const std::string text = "nothing here but text and <tags> and object";
  const size_t at = FindLandmark(text, 0);
  EXPECT_GE(at, text.size() - kLandmarkBytes + 1);
  EXPECT_LE(at, text.size());
}

TEST(ChunkCutter, AnObjectWithoutEndDoesNotFillTheMemory) {
  ChunkCutter cutter([](Chunk&) { return absl::OkStatus(); });
  ASSERT_TRUE(cutter.Feed(absl::StrCat(kHead, "<objects><val>")).ok());
  const std::string more(8 << 20, 'a');
  absl::Status status;
  size_t fed = 0;
  for (; status.ok() && fed < 2 * ChunkCutter::kLargestPiece; fed += more.size()) {
    status = cutter.Feed(more);
  }
  EXPECT_TRUE(absl::IsResourceExhausted(status)) << status;
  EXPECT_LE(fed, ChunkCutter::kLargestPiece + more.size());
}

}  // namespace
}  // namespace sitrep::collectors
