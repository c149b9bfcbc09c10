// Word differences: they read well, and both versions can be rebuilt from them.
// Part of test_pages.
#include "pages/word_diff.hpp"

#include <gtest/gtest.h>
#include <random>

namespace {

using palabre::pages::DiffSpan;
using palabre::pages::word_diff;

/// "=same -removed +added", each in brackets.
std::string drawn(std::string_view old_text, std::string_view new_text) {
  std::string picture;
  for (const DiffSpan& span : word_diff(old_text, new_text)) {
    const char sign = span.kind == DiffSpan::Kind::same ? '=' : span.kind == DiffSpan::Kind::added ? '+' : '-';
    picture += std::string(1, sign) + '[' + span.text + ']';
  }
  return picture;
}

void expect_rebuilds(const std::string& old_text, const std::string& new_text) {
  std::string rebuilt_old;
  std::string rebuilt_new;
  for (const DiffSpan& span : word_diff(old_text, new_text)) {
    EXPECT_FALSE(span.text.empty());
    if (span.kind != DiffSpan::Kind::added) rebuilt_old += span.text;
    if (span.kind != DiffSpan::Kind::removed) rebuilt_new += span.text;
  }
  EXPECT_EQ(rebuilt_old, old_text);
  EXPECT_EQ(rebuilt_new, new_text);
}

TEST(WordDiff, ShowsReplacedInsertedAndDeletedWords) {
  EXPECT_EQ(drawn("Une piste sur le quai.", "Une piste cyclable sur le pont."), "=[Une piste ]+[cyclable ]=[sur le ]-[quai]+[pont]=[.]");
  EXPECT_EQ(drawn("a b c", "a c"), "=[a ]-[b ]=[c]");
  EXPECT_EQ(drawn("même texte", "même texte"), "=[même texte]");
  EXPECT_EQ(drawn("", "neuf"), "+[neuf]");
  EXPECT_EQ(drawn("vieux", ""), "-[vieux]");
  EXPECT_EQ(drawn("", ""), "");
}

TEST(WordDiff, JoinsNeighbouringReplacedWords) { EXPECT_EQ(drawn("le chat noir dort", "le gros chien dort"), "=[le ]-[chat noir]+[gros chien]=[ dort]"); }

TEST(WordDiff, TakesAccentedWordsWhole) { EXPECT_EQ(drawn("l’été", "l’étage"), "=[l’]-[été]+[étage]"); }

TEST(WordDiff, RebuildsBothVersionsOfRandomTexts) {
  std::mt19937 random(20261121);
  const std::vector<std::string> pieces{"un", "deux", " ", "  ", "\n", ".", "é", "\xFF", "trois", "😀", "\xC3", ","};
  const auto text = [&](int size) {
    std::string made;
    for (int i = 0; i < size; ++i) made += pieces[random() % pieces.size()];
    return made;
  };
  for (int round = 0; round < 600; ++round) {
    const std::string old_text = text(static_cast<int>(random() % 60));
    std::string new_text = old_text;
    if (round % 2 == 0) new_text = text(static_cast<int>(random() % 60));
    else new_text.insert(random() % (new_text.size() + 1), text(4));
    expect_rebuilds(old_text, new_text);
  }
}

TEST(WordDiff, FallsBackToLinesForHugeChanges) {
  std::string old_text;
  std::string new_text;
  for (int i = 0; i < 3000; ++i) {
    old_text += "ligne " + std::to_string(i) + " ancienne\n";
    new_text += i < 2000 ? "ligne " + std::to_string(i) + " ancienne\n" : "autre " + std::to_string(i * 7) + " neuve\n";
  }
  expect_rebuilds(old_text, new_text);
  EXPECT_GT(word_diff(old_text, new_text).front().text.size(), 10'000U);
}

TEST(WordDiff, FallsBackToTheWholeTextWhenNothingAgrees) {
  std::string old_text;
  std::string new_text;
  for (int i = 0; i < 4000; ++i) {
    old_text += "a" + std::to_string(i) + "\n";
    new_text += "b" + std::to_string(i) + "\n";
  }
  expect_rebuilds(old_text, new_text);
  EXPECT_EQ(word_diff(old_text, new_text).size(), 2U);
}

}  // namespace
