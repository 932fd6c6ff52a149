// docs/reference/tables.md is made from the declarations. This test makes it again and compares;
// with SITREP_UPDATE=1 it writes the page. It also holds every declaration to having a sentence.
#include <google/protobuf/compiler/importer.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "base/file.h"
#include "tables/catalog.h"

namespace sitrep::tables {
namespace {

namespace pb = google::protobuf;

class Errors : public pb::compiler::MultiFileErrorCollector {
 public:
  void AddError(const std::string& file, int line, int, const std::string& message) override {
    ADD_FAILURE() << file << ":" << line + 1 << ": " << message;
  }
};

// The declarations with their comments, which the compiled-in descriptors do not have.
class Comments {
 public:
  Comments() : importer_(&tree_, &errors_) {
    tree_.MapPath("", SITREP_SOURCE_DIR);
    tree_.MapPath("", "/usr/include");
    for (const char* file : {"run",
                             "inventory",
                             "host",
                             "host_hardware",
                             "host_network",
                             "host_storage",
                             "host_switch",
                             "host_system",
                             "host_volume",
                             "cluster",
                             "cluster_rule",
                             "cluster_state",
                             "pool",
                             "dvswitch",
                             "dvswitch_part",
                             "dvportgroup",
                             "storage_pod",
                             "storage",
                             "performance",
                             "network",
                             "administration",
                             "license",
                             "history",
                             "vm",
                             "vm_device",
                             "vm_file",
                             "vm_guest",
                             "vm_setting",
                             "appliance",
                             "tag",
                             "datastore_file",
                             "vsan_health"}) {
      const pb::FileDescriptor* read =
          importer_.Import(absl::StrCat("proto/tables/", file, ".proto"));
      for (int i = 0; read != nullptr && i < read->message_type_count(); ++i) {
        messages_[TableName(*read->message_type(i))] = read->message_type(i);
      }
    }
  }

  const pb::Descriptor* Message(const std::string& table) { return messages_[table]; }

  template <typename Descriptor>
  static std::string Of(const Descriptor& descriptor) {
    pb::SourceLocation location;
    if (!descriptor.GetSourceLocation(&location)) return "";
    std::string text = absl::StrReplaceAll(location.leading_comments, {{"\n", " "}});
    absl::RemoveExtraAsciiWhitespace(&text);
    return text;
  }

 private:
  // The options of this pool are unknown fields to us; the table's name follows from the message's.
  static std::string TableName(const pb::Descriptor& message) {
    std::string name;
    for (const char c : message.name()) {
      if (absl::ascii_isupper(c) && !name.empty()) name.push_back('_');
      name.push_back(absl::ascii_tolower(c));
    }
    return name;
  }

  pb::compiler::DiskSourceTree tree_;
  Errors errors_;
  pb::compiler::Importer importer_;
  std::map<std::string, const pb::Descriptor*> messages_;
};

std::string Origin(const Column& column) {
  if (!column.expression.empty()) return "computed";
  return column.path_text.empty()
             ? "the program"
             : absl::StrCat("`", absl::StrReplaceAll(column.path_text, {{"|", "\\|"}}), "`");
}

std::string TableSection(const Table& table, Comments& comments) {
  const pb::Descriptor* message = comments.Message(table.name);
  EXPECT_NE(message, nullptr) << table.name << ": the message is not named after the table";
  if (message == nullptr) return "";
  const std::string sentence = Comments::Of(*message);
  EXPECT_FALSE(sentence.empty()) << table.name;
  std::vector<std::string> key;
  for (const int index : table.key) key.push_back(table.columns[static_cast<size_t>(index)].name);
  std::string text =
      absl::StrCat("## ", table.name, "\n\n", sentence, "\n\nKey: ", absl::StrJoin(key, ", "), ".");
  if (!table.objects.empty())
    absl::StrAppend(&text, " Read from: ", absl::StrJoin(table.objects, ", "), ".");
  absl::StrAppend(&text,
                  "\n\n| column | type | unit | leaves as | change | from | meaning "
                  "|\n|---|---|---|---|---|---|---|\n");
  for (const Column& column : table.columns) {
    const pb::FieldDescriptor* field = message->FindFieldByName(column.name);
    const std::string meaning = Comments::Of(*field);
    EXPECT_TRUE(meaning.ends_with("."))
        << table.name << "." << column.name << " needs a sentence: \"" << meaning << "\"";
    absl::StrAppend(&text, "| ", column.name, " | ", std::string(SqlType(column.type)),
                    column.type == ColumnType::kBoolean ? " 0/1" : "", " | ", column.unit, " | ",
                    absl::AsciiStrToLower(Redaction_Name(column.redaction)),
                    column.public_like.empty() ? " | " : " where known, else alias | ",
                    absl::AsciiStrToLower(Change_Name(column.change)), " | ", Origin(column), " | ",
                    absl::StrReplaceAll(meaning, {{"|", "\\|"}}), " |\n");
  }
  return text;
}

TEST(TablesReference, IsWhatTheDeclarationsSay) {
  Comments comments;
  std::string page =
      "# Tables of a snapshot\n\nMade from `proto/tables/` by `tests/reference`; do not edit. The "
      "path language is told in\n"
      "[the snapshot format](../formats/snapshot.md). Absent is NULL; times are UTC text; every "
      "row names its source.\n";
  for (const Table& table : Catalog::Get().tables())
    absl::StrAppend(&page, "\n", TableSection(table, comments));
  const std::string path = absl::StrCat(SITREP_SOURCE_DIR, "/docs/reference/tables.md");
  if (std::getenv("SITREP_UPDATE") != nullptr) {
    ASSERT_TRUE(base::MakeDirectories(base::DirectoryOf(path), 0755).ok());
    ASSERT_TRUE(base::WriteFileAtomically(path, page, 0644).ok());
  }
  auto committed = base::ReadFile(path);
  ASSERT_TRUE(committed.ok()) << committed.status();
  EXPECT_TRUE(*committed == page) << "docs/reference/tables.md is stale: run SITREP_UPDATE=1 "
                                     "build/dev/bin/tests_reference_test";
}

}  // namespace
}  // namespace sitrep::tables
