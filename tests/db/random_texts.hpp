// Texts of few words, so that they repeat, with accents, sentences and signs between them; and queries for them. Always the same.
#pragma once
#include <random>
#include <string>
#include <vector>

namespace palabre::tests {

class RandomTexts {
 public:
  std::string text(std::size_t words_max) {
    std::string out;
    for (std::size_t i = pick(words_max + 1); i > 0; --i) out += word() + separators[pick(separators.size())];
    return out;
  }
  /// One to three words; the last one may not be finished.
  std::string query() {
    std::string out;
    for (std::size_t i = 1 + pick(3); i > 0; --i) out += word() + ' ';
    if (pick(2) == 0) out.resize(out.find_last_not_of(' '));
    return out;
  }

 private:
  std::size_t pick(std::size_t below) { return numbers_() % below; }
  std::string word() { return vocabulary[pick(vocabulary.size())]; }
  const std::vector<std::string> vocabulary{"vélos", "velo", "Vélos", "gare", "la", "la", "le", "l’idée", "idées", "abri", "œuvre", "42", "été", "École", "de", "de", "station"};
  const std::vector<std::string> separators{" ", " ", " ", " ", ", ", ". ", ": ", ".", "\n", " — ", "-", "’"};
  std::mt19937 numbers_{2026};
};

}  // namespace palabre::tests
