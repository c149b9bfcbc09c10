// The format of a file shows in its content, whatever its name.
#include "recount/collection.hpp"
#include "recount/formats.hpp"

#include <gtest/gtest.h>

namespace palabre::recount {
namespace {

Format detected(const std::string& text) {
  const auto format = detect_format(text);
  EXPECT_TRUE(format) << text.substr(0, 80);
  return format ? *format : Format{-1};
}

TEST(DetectFormat, KnowsEachFormatByItsFirstLines) {
  EXPECT_EQ(detected("4 2\n1 1 2 0\n"), Format::blt);
  EXPECT_EQ(detected("\r\n# a ward\r\n  4   2  # four for two\r\n"), Format::blt);
  EXPECT_EQ(detected("4 2 -2 3 1 3 4 0 4 1 3 0 0 \"Adam\" \"Basil\" \"Charlotte\" \"Donald\" \"Title\"\n"), Format::blt) << "all on one line";
  EXPECT_EQ(detected("META\nkey;value\n"), Format::pabulib);
  EXPECT_EQ(detected("\xEF\xBB\xBFmeta;;\r\nkey;value;\r\n"), Format::pabulib);
  EXPECT_EQ(detected("num_cand: 3\nprofile: [[0],[1]]\n"), Format::abcvoting);
  EXPECT_EQ(detected("---\n\"profile\": [[0]]\n"), Format::abcvoting);
  EXPECT_EQ(detected("timestamp,datetime,comment-id,voter-id,vote\n"), Format::polis);
  EXPECT_EQ(detected("participant,xid,group-id,n-comments,n-votes,n-agree,n-disagree,0,1\n"), Format::polis);
  EXPECT_EQ(detected("\"participant\",\"0\",\"1\"\n"), Format::polis);
  EXPECT_EQ(detected("# exported\ncomment_id;voter_id;vote\n0;1;1\n"), Format::polis);
  EXPECT_EQ(detected("vote\ttid\tpid\n1\t0\t0\n"), Format::polis);
  EXPECT_EQ(detected("27:A>B\n"), Format::abif);
  EXPECT_EQ(detected("# comment\n=A:[Ann]\n3 * A\n"), Format::abif);
  EXPECT_EQ(detected("{\"format\": \"palabre-tally/1\"}"), Format::own);
}

TEST(DetectFormat, TellsOurJsonFromTheObjectsThatOpenAnAbifFile) {
  EXPECT_EQ(detected("{\"version\":\"0.1\"}\n3:A>B\n"), Format::abif);
  EXPECT_EQ(detected("{version: \"0.1\"}\n{title: \"x\"}\n3:A>B\n"), Format::abif);
  EXPECT_EQ(detected("{\"options\":[\"a }\"],\"ballots\":[]}\n"), Format::own) << "the missing format is the reader's to tell";
  EXPECT_EQ(detected("{\n \"options\": [\"A\"],\n \"ballots\": ["), Format::own) << "a truncated file is still told by the reader";
}

TEST(DetectFormat, RefusesWhatItDoesNotKnow) {
  for (const char* text : {"", " \n\r\n", "hello", "[1,2]", "a,b,c\n1,2,3\n", "4\n", "participant,group\n1,0\n"}) {
    const auto format = detect_format(text);
    ASSERT_FALSE(format) << text;
    EXPECT_EQ(format.fault().line, 1U);
  }
  EXPECT_NE(detect_format("[{}]").fault().detail.find("convert"), std::string::npos);
}

TEST(DetectFormat, KnowsEveryFileOfTheCollection) {
  const auto check = [](const char* set, const char* folder, const char* ending, Format format) {
    auto place = collection(set);
    if (place && *folder != '\0') *place /= folder;
    for (const auto& file : files_of(place, ending)) EXPECT_EQ(detected(text_of(file)), format) << file;
  };
  check("stv-droop", "blt", ".blt", Format::blt);
  check("stv-scotland", "blt", ".blt", Format::blt);
  check("pabulib", "pb", ".pb", Format::pabulib);
  check("abcvoting", "", ".yaml", Format::abcvoting);
  check("condorcet", "", ".abif", Format::abif);
  for (const auto& entry : files_of(collection("polis-opendata"), "")) check("polis-opendata", entry.filename().c_str(), "votes.csv", Format::polis);
}

TEST(AsUtf8, TurnsOldFilesIntoUtf8AndRefusesWhatIsNoText) {
  const auto old = as_utf8("Caf\xE9 \x80 \x93x\x94");
  ASSERT_TRUE(old);
  EXPECT_TRUE(old->was_converted);
  EXPECT_EQ(old->text, "Café € “x”");
  EXPECT_FALSE(as_utf8("Café")->was_converted);
  EXPECT_FALSE(as_utf8("\xFF\xFE" "4"));
  const auto nul = as_utf8(std::string("4 2\n1\0", 6));
  ASSERT_FALSE(nul);
  EXPECT_EQ(nul.fault().line, 2U);
  EXPECT_EQ(nul.fault().column, 2U);
}

}  // namespace
}  // namespace palabre::recount
