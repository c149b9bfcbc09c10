// Marks what was found and chooses the stretch that shows it. Called by postgres_search.
#include "db/postgres/search_excerpt.hpp"

#include <algorithm>
#include <set>

namespace palabre::db::postgres {
namespace {

constexpr int score_of_new = 1000;
constexpr int score_of_repetition = 1;
constexpr int score_of_sentence = 100;
constexpr int score_of_beginning = 120;

/// Words `first` to `last`, both included; matches that overlap are one.
struct Span {
  std::size_t first = 0;
  std::size_t last = 0;
};

std::vector<Span> join_matches(const std::vector<Match>& matches) {
  std::vector<Span> spans;
  for (const auto& match : matches) {
    const std::size_t last = match.at + match.words - 1;
    if (!spans.empty() && match.at <= spans.back().last) spans.back().last = std::max(spans.back().last, last);
    else spans.push_back({match.at, last});
  }
  return spans;
}

struct Stretch {
  int score = 0;
  std::size_t start = 0;
};

/// What `size` words from `from` on show.
int score_of(const FoundIn& found, std::size_t from, std::size_t size) {
  std::set<std::size_t> seen;
  int score = 0;
  for (const auto& match : found.matches) {
    if (match.at >= from && match.at < from + size) score += seen.insert(match.phrase).second ? score_of_new : score_of_repetition;
  }
  return score;
}

/// The same stretch moved so that what it shows stands in its middle.
std::size_t centred(const FoundIn& found, std::size_t from, std::size_t size) {
  const auto length = static_cast<std::int64_t>(size);
  std::int64_t first = -1;
  std::int64_t end = 0;
  for (const auto& match : found.matches) {
    if (match.at < from || match.at >= from + size) continue;
    if (first < 0) first = static_cast<std::int64_t>(match.at);
    end = static_cast<std::int64_t>(match.at + match.words);
  }
  const std::int64_t start = first - (length - (end - first)) / 2;
  const std::int64_t start_max = static_cast<std::int64_t>(found.words.size()) - length;
  return static_cast<std::size_t>(std::max<std::int64_t>(0, std::min(start, start_max)));
}

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// The words that begin a sentence: the first, and those after a full stop or a colon and a space.
std::vector<std::size_t> sentence_starts(const FoundIn& found) {
  std::vector<std::size_t> starts;
  for (std::size_t i = 0; i < found.words.size(); ++i) {
    const std::size_t start = found.words[i].start;
    std::size_t before = start;
    while (before > 0 && is_space(found.text[before - 1])) --before;
    const bool is_after_stop = before > 0 && before < start && (found.text[before - 1] == '.' || found.text[before - 1] == ':');
    if (i == 0 || is_after_stop) starts.push_back(i);
  }
  return starts;
}

std::size_t best_start(const FoundIn& found, std::size_t size) {
  Stretch best;
  const auto take = [&best](int score, std::size_t start) {
    if (score > best.score) best = {score, start};
  };
  const auto sentences = found.words.size() > size ? sentence_starts(found) : std::vector<std::size_t>();
  for (const auto& match : found.matches) {
    take(score_of(found, match.at, size), centred(found, match.at, size));
    const auto after = std::upper_bound(sentences.begin(), sentences.end(), match.at);
    if (after == sentences.begin()) continue;
    const std::size_t sentence = *std::prev(after);
    if (sentence < match.at) take(score_of(found, sentence, size) + (sentence == 0 ? score_of_beginning : score_of_sentence), sentence);
  }
  return best.start;
}

/// Words `first` to `last` with what stands between them, the spans that begin there marked.
std::string marked(const FoundIn& found, std::size_t from_byte, Span shown, std::size_t to_byte) {
  std::string out;
  std::size_t at = from_byte;
  for (const auto& span : join_matches(found.matches)) {
    if (span.first < shown.first || span.first > shown.last) continue;
    const std::size_t start = found.words[span.first].start;
    const std::size_t end = found.words[std::min(span.last, shown.last)].end;
    out.append(found.text.substr(at, start - at));
    out += mark_start;
    out.append(found.text.substr(start, end - start));
    out += mark_end;
    at = end;
  }
  return out.append(found.text.substr(at, to_byte - at));
}

}  // namespace

FoundIn look_into(std::string_view text, const std::vector<Phrase>& phrases) {
  FoundIn found{text, split_words(text), {}};
  found.matches = find_phrases(found.words, phrases);
  return found;
}

std::string highlight(const FoundIn& found) {
  if (found.matches.empty()) return std::string(found.text);
  return marked(found, 0, {0, found.words.size() - 1}, found.text.size());
}

std::string excerpt(const FoundIn& found, std::size_t words_max) {
  if (found.words.empty()) return std::string(found.text);
  const std::size_t first = best_start(found, words_max);
  const std::size_t last = std::min(first + words_max, found.words.size()) - 1;
  const bool is_cut = last + 1 < found.words.size();
  std::string out = first > 0 ? "…" : "";
  out += marked(found, first > 0 ? found.words[first].start : 0, {first, last}, is_cut ? found.words[last].end : found.text.size());
  if (is_cut) out += "…";
  return out;
}

}  // namespace palabre::db::postgres
